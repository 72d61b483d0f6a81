import { createHash } from 'node:crypto';

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

export interface Callers {
  /** The same credentials in every run, so that a client outlives a restart; from now on the endpoint knows them. */
  credentialsFor(caller: string): Credentials;
  callerOf(accessKeyId: string): string | undefined;
}

/** The person at the terminal, by the keys that people give to every emulator. */
const operator: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export const createCallers = (): Callers => {
  const byKey = new Map<string, string>([[operator.accessKeyId, 'operator']]);
  return {
    credentialsFor: (caller) => {
      if (caller === 'operator') return operator;
      const digest = createHash('sha256')
        .update(`sms-pipeline local caller ${caller}`)
        .digest('hex')
        .toUpperCase();
      const accessKeyId = `LOCAL${digest.slice(0, 15)}`;
      byKey.set(accessKeyId, caller);
      return { accessKeyId, secretAccessKey: digest.slice(15, 55) };
    },
    callerOf: (accessKeyId) => byKey.get(accessKeyId),
  };
};
