import type { HttpRequest } from '../http/http-client.ts';

/** How to ask a carrier whether it knows us, without sending anything. */
export type CredentialsCheck = {
  readonly secretArn: string;
  /**
   * The GET that only our credentials let through; undefined where the carrier has none.
   * @throws when the secret's text is not what it should be; the error says what it should be.
   */
  readonly request: (secretText: string) => Pick<HttpRequest, 'url' | 'headers'> | undefined;
  /** What is wrong with an account that was let in, by the answer's JSON: its money, its standing. */
  readonly trouble?: (body: unknown) => string | undefined;
};
