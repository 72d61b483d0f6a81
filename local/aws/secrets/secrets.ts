import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { atomically } from '../../state/atomically.ts';

const Secret = z.object({
  name: z.string(),
  arn: z.string(),
  createdAt: z.number(),
});
export type Secret = z.infer<typeof Secret>;

const Version = z.object({
  versionId: z.string(),
  value: z.string(),
  stage: z.string().nullable(),
  createdAt: z.number(),
});
export type Version = z.infer<typeof Version>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Secrets Manager ends each ARN with six characters that nobody can guess. */
const suffix = (): string =>
  Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('');

/** The secrets and their versions, on disk (in the clear: the data folder belongs to the person at the laptop). */
export const createSecrets = ({
  store,
  clock,
  accountId,
  region,
}: Pick<CloudContext, 'store' | 'clock' | 'accountId' | 'region'>) => {
  store.exec(`CREATE TABLE IF NOT EXISTS secrets (
      name TEXT PRIMARY KEY, arn TEXT NOT NULL, createdAt INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS secret_versions (name TEXT NOT NULL, versionId TEXT NOT NULL, value TEXT NOT NULL,
      stage TEXT, createdAt INTEGER NOT NULL, PRIMARY KEY (name, versionId))`);
  const insert = store.prepare('INSERT INTO secrets VALUES (?, ?, ?)');
  const all = store.prepare('SELECT * FROM secrets');
  const versions = store.prepare('SELECT * FROM secret_versions WHERE name = ? ORDER BY createdAt, rowid');
  const unstage = store.prepare(
    "UPDATE secret_versions SET stage = NULL WHERE name = ? AND stage = 'AWSPREVIOUS'",
  );
  const demote = store.prepare(
    "UPDATE secret_versions SET stage = 'AWSPREVIOUS' WHERE name = ? AND stage = 'AWSCURRENT'",
  );
  const insertVersion = store.prepare("INSERT INTO secret_versions VALUES (?, ?, ?, 'AWSCURRENT', ?)");

  return {
    create: (name: string): Secret => {
      const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix()}`;
      const secret = { name, arn, createdAt: clock.now() };
      insert.run(secret.name, secret.arn, secret.createdAt);
      return secret;
    },
    /** By name, by ARN, or by ARN without the six characters. */
    find: (id: string): Secret | undefined =>
      z
        .array(Secret)
        .parse(all.all())
        .find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7)),
    versions: (name: string): readonly Version[] => z.array(Version).parse(versions.all(name)),
    /** The new value is current, the one before it previous. */
    put: (name: string, value: string, versionId: string = randomUUID()): string => {
      atomically(store, () => {
        unstage.run(name);
        demote.run(name);
        insertVersion.run(name, versionId, value, clock.now());
      });
      return versionId;
    },
  };
};
export type Secrets = ReturnType<typeof createSecrets>;
