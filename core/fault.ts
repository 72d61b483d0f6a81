/**
 * Something that should not happen. Its message is ours, holds ids and no personal data, and may be logged; the
 * message of any other error may not, since it can quote what was being handled.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
}
