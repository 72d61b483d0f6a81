import { Command, Option } from 'commander';
import {
  createApiKey,
  defaultOverlapSeconds,
  rotateApiKey,
} from '../../../adapters/api-keys/administer-keys.ts';
import { createKeyStore, type KeyAdministration } from '../../../adapters/api-keys/key-store.ts';
import { maxOverlapSeconds } from '../../../core/api/key-request.ts';
import { keyResource } from '../../../core/api/key-resource.ts';
import { KeyKind, type KeyRecord } from '../../../core/keys/key-record.ts';
import { CommandFailed } from '../exit-code.ts';
import { checkedTenant, type KeyOptions, keyRequestOf } from '../key-options.ts';
import { openDocuments, outputOf } from '../open-aws.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { resolveTarget } from '../target.ts';
import { firstCommand } from './keys-first.ts';

type Opened = { readonly store: KeyAdministration; readonly environment: 'local' | 'live' };

const openKeys = (options: CommonOptions, surroundings: Surroundings): Opened => {
  const target = resolveTarget(options, surroundings);
  const store = createKeyStore(openDocuments(target), outputOf(target, 'ApiKeysTable'));
  return { store, environment: target.isLocal ? 'local' : 'live' };
};

const standingOf = ({ revokedAt, expiresAt, replacedBy }: KeyRecord): string => {
  if (revokedAt !== undefined) return `revoked ${revokedAt}`;
  const end = expiresAt === undefined ? 'active' : `until ${expiresAt}`;
  return replacedBy === undefined ? end : `${end}, replaced by ${replacedBy}`;
};

const showKeys = (records: readonly KeyRecord[]): string =>
  table(
    ['key', 'tenant', 'kind', 'scopes', 'created', 'standing', 'only', 'name'],
    records.map((record) => {
      const { keyId, tenant, kind, scopes, createdAt, countries, senders, name } = record;
      const only = [...(countries ?? []), ...(senders ?? [])].join(',');
      return [keyId, tenant, kind, scopes.join(','), createdAt, standingOf(record), only, name];
    }),
  );

const createCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('create')
    .description('Makes a key and prints it: once.')
    .requiredOption('--tenant <name>', 'whose it is; its first key makes a tenant')
    .option('--scopes <list>', 'what it may do, of send,read,admin (default: send,read)')
    .addOption(new Option('--kind <kind>', 'a test key sends nothing to anybody').choices(KeyKind.options))
    .option('--recipients <list>', 'the only numbers that a team key sends to')
    .option('--countries <list>', 'the only ones that it may send to: GB,IE')
    .option('--senders <list>', 'the only ones that it may send from')
    .option('--name <text>', 'for people: what uses it')
    .option('--expires-in-days <days>', 'from then on it is refused', whole(1, 3_650))
    .option('--requests-per-minute <count>', 'instead of the deployment’s own', whole(1, 1_000_000_000))
    .option('--segments-per-day <count>', 'instead of the deployment’s own', whole(1, 1_000_000_000))
    .action(async (options: CommonOptions & KeyOptions) => {
      const made = now();
      const grant = { ...keyRequestOf(options, made), tenant: checkedTenant(options.tenant), now: made };
      const { store, environment } = openKeys(options, surroundings);
      const { apiKey, record } = await createApiKey(store, { ...grant, environment });
      if (options.json) terminal.printJson({ ...keyResource(record), apiKey });
      else terminal.print(apiKey);
    });
  return withExamples(withCommonOptions(command), [
    ['sms keys create --tenant acme --scopes send,read,admin', 'the first key of a tenant'],
    ['sms keys create --tenant acme --kind test --name ci', 'for tests: sends nothing to anybody'],
  ]);
};

const listCommand = (surroundings: Surroundings): Command => {
  const { terminal } = surroundings;
  const command = new Command('list')
    .description('Lists keys: everything but the keys themselves.')
    .option('--tenant <name>', 'only those of this tenant')
    .action(async (options: CommonOptions & Partial<KeyOptions>) => {
      const found: KeyRecord[] = [];
      for await (const record of openKeys(options, surroundings).store.list()) {
        if (options.tenant !== undefined && options.tenant !== record.tenant) continue;
        if (options.json) terminal.printJson(keyResource(record));
        else found.push(record);
      }
      if (!options.json) terminal.print(showKeys(found));
    });
  return withExamples(withCommonOptions(command), [['sms keys list --tenant acme', 'those of a tenant']]);
};

const whyNotRotated = {
  'not-live': 'was revoked or has expired.',
  'rotated-already': 'was rotated already: rotate its successor.',
  'two-are-live': 'took over from a key that is still taken: revoke that one first.',
} as const;

type RotateOptions = CommonOptions & { readonly overlapSeconds: number };

const rotateCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('rotate')
    .description('Makes a key with the same rights and prints it: once. The old one is taken a while longer.')
    .argument('<key-id>')
    .option(
      '--overlap-seconds <seconds>',
      'how long the old one is taken',
      whole(0, maxOverlapSeconds),
      defaultOverlapSeconds,
    )
    .action(async (keyId: string, { overlapSeconds, ...options }: RotateOptions) => {
      const { store, environment } = openKeys(options, surroundings);
      const old = await store.find(keyId);
      if (!old) throw new CommandFailed(`There is no key ${keyId}.`);
      const rotation = await rotateApiKey(store, old, { environment, now: now(), overlapSeconds });
      if (typeof rotation === 'string') throw new CommandFailed(`${keyId} ${whyNotRotated[rotation]}`);
      const { apiKey, record, oldExpiresAt } = rotation;
      if (options.json) terminal.printJson({ ...keyResource(record), apiKey, oldExpiresAt });
      else terminal.print(apiKey);
      terminal.say(`${keyId} is taken until ${oldExpiresAt}.`);
    });
  return withExamples(withCommonOptions(command), [
    ['sms keys rotate 3f9c1d20a7b84e65 --overlap-seconds 3600', 'an hour to put the new one everywhere'],
  ]);
};

const revokeCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('revoke')
    .description('Ends a key, within 10 seconds.')
    .argument('<key-id>')
    .action(async (keyId: string, options: CommonOptions) => {
      const { store } = openKeys(options, surroundings);
      if (!(await store.revoke(keyId, now()))) throw new CommandFailed(`There is no key ${keyId}.`);
      if (options.json) terminal.printJson({ keyId, revoked: true });
      else terminal.print(`${keyId} is revoked.`);
    });
  return withExamples(withCommonOptions(command), [['sms keys revoke 3f9c1d20a7b84e65', 'ends a key']]);
};

/** They work on the table itself, with the operator's own rights: the API's `/v1/keys` needs a key already. */
export const keysCommand = (surroundings: Surroundings): Command =>
  [firstCommand, createCommand, listCommand, rotateCommand, revokeCommand].reduce(
    (keys, create) => keys.addCommand(create(surroundings)),
    new Command('keys').description('Makes, lists, rotates and revokes API keys.'),
  );
