declare module 'split-sms' {
  const splitter: {
    split(
      text: string,
      options?: { summary?: boolean },
    ): { characterSet: 'GSM' | 'Unicode'; parts: readonly unknown[] };
  };
  export default splitter;
}

declare module 'sms-counter' {
  const counter: { count(text: string): { encoding: string; messages: number } };
  export default counter;
}

/** By the types of version 6, so that one suite runs with both. */
declare module 'twilio-5' {
  import twilio from 'twilio';
  export default twilio;
}
