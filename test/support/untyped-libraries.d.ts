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
