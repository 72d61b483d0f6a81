import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretStore } from './secret-store.ts';

export type SecretsManagerStoreDeps = {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  readonly now: () => Date;
};

/** How long a secret that was read is good for. */
const lifetimeMs = 5 * 60_000;

/** A secret this fresh is not forgotten: a stream of forged webhooks must not become a stream of paid reads. */
const minimumAgeMs = 10_000;

type Entry = { readonly readAt: number; readonly text: Promise<string> };

/** Secrets Manager behind a cache; reads at the same time share one call, and a failed read is not kept. */
export const createSecretsManagerStore = ({ client, now }: SecretsManagerStoreDeps): SecretStore => {
  const entries = new Map<string, Entry>();
  const ageOf = (entry: Entry): number => now().getTime() - entry.readAt;

  const fetchSecret = async (arn: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (SecretString === undefined) throw new Error(`the secret ${arn} holds no text`);
    return SecretString;
  };

  return {
    read: (arn) => {
      const known = entries.get(arn);
      if (known && ageOf(known) < lifetimeMs) return known.text;
      const entry: Entry = { readAt: now().getTime(), text: fetchSecret(arn) };
      entries.set(arn, entry);
      entry.text.catch(() => {
        if (entries.get(arn) === entry) entries.delete(arn);
      });
      return entry.text;
    },
    forget: (arn) => {
      const known = entries.get(arn);
      if (known && ageOf(known) >= minimumAgeMs) entries.delete(arn);
    },
  };
};

/** The store on the account's Secrets Manager, with time-outs that leave a submit most of its deadline. */
export const openSecretsManagerStore = (now: () => Date): SecretStore =>
  createSecretsManagerStore({
    client: new SecretsManagerClient({
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
    }),
    now,
  });
