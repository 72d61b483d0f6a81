/** Vonage repeats a webhook for a day; what was signed before that was not sent by it now. */
const oldestSeconds = 86_400;

/** How far Vonage's clock may be ahead of ours. */
const newestSeconds = 300;

/** Whether a webhook may have been signed at this time, in seconds since 1970. */
export const isRecent = (signedAt: number, receivedAt: Date): boolean => {
  const age = receivedAt.getTime() / 1000 - signedAt;
  return age <= oldestSeconds && age >= -newestSeconds;
};
