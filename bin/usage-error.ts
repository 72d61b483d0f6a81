/** A message for the terminal: what is wrong and what to do, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
