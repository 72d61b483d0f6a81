/** Reads secrets by their ARN. */
export interface SecretStore {
  /** The secret's text; throws when it cannot be read. */
  read(arn: string): Promise<string>;
  /** The text turned out wrong: the next read asks again. */
  forget(arn: string): void;
}
