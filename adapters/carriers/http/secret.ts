import * as z from 'zod';
import type { SecretStore } from '../../secrets/secret-store.ts';
import { secretParser } from '../settings-fields.ts';

export type HttpSecret = ReadonlyMap<string, string>;

const Values = z.record(z.string(), z.string().min(1));

const parseValues = secretParser(Values, "the http carrier's secret is not a JSON object of texts");

export const parseHttpSecret = (text: string): HttpSecret => new Map(Object.entries(parseValues(text)));

/** One value of the secret. @throws when it is not there. */
export const secretValue = (secret: HttpSecret, name: string): string => {
  const value = secret.get(name);
  if (value === undefined) throw new Error(`the http carrier's secret has no ${name}`);
  return value;
};

/** The secret, empty where the settings need none. */
export const readHttpSecret = async (secrets: SecretStore, arn: string | undefined): Promise<HttpSecret> =>
  arn === undefined ? new Map() : parseHttpSecret(await secrets.read(arn));
