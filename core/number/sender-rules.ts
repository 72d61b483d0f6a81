/** When the sources below were last read, ISO 8601. Operators change these rules: check before relying on old ones. */
export const senderRulesReadOn = '2026-11-22';

type SenderRule = {
  /** Networks show a name as the sender. Where they do not, it is replaced or the text is dropped. */
  readonly alphanumeric?: false;
  /** Digits of a short code. */
  readonly shortCodeDigits?: readonly [least: number, most: number];
  readonly source: string;
};

const endUserMessaging = 'https://docs.aws.amazon.com/sms-voice/latest/userguide/sender-id.html';
const telnyx = 'https://developers.telnyx.com/docs/messaging/messages/alphanumeric-sender-id';

/**
 * What countries ask of a sender, by ISO 3166-1 alpha-2, where it differs from the default. A country that is not here
 * is not refused: the carrier has the last word, and many ask for registration besides.
 */
export const senderRules: Readonly<Record<string, SenderRule>> = {
  CA: { alphanumeric: false, shortCodeDigits: [5, 6], source: endUserMessaging },
  CN: { alphanumeric: false, source: endUserMessaging },
  PR: { alphanumeric: false, shortCodeDigits: [5, 6], source: telnyx },
  US: { alphanumeric: false, shortCodeDigits: [5, 6], source: endUserMessaging },
};

/** Digits of a short code where a country says nothing else. */
export const defaultShortCodeDigits: readonly [least: number, most: number] = [3, 8];
