import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** A secret that keeps the first text that comes with a token, whatever comes with the same one later. */
export interface KeptOnce {
  /** Answers with the text that is kept. A token has 32 to 64 characters. */
  keep(token: string, text: string): Promise<string>;
}

/** The token is the id of the version in Secrets Manager, and a version does not change. */
export const createKeptOnce = (client: Pick<SecretsManagerClient, 'send'>, arn: string): KeptOnce => ({
  keep: async (token, text) => {
    try {
      const put = { SecretId: arn, ClientRequestToken: token, SecretString: text };
      await client.send(new PutSecretValueCommand(put));
      return text;
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
    }
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: arn, VersionId: token }),
    );
    if (SecretString === undefined) throw new Error(`the secret ${arn} holds no text`);
    return SecretString;
  },
});

/** With time-outs that leave room for what comes after. */
export const openKeptOnce = (arn: string): KeptOnce =>
  createKeptOnce(
    new SecretsManagerClient({
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
    }),
    arn,
  );
