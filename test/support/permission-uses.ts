import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import * as z from 'zod';
import { keyActionsOf, keysOf } from '../../local/aws/keys.ts';
import { applies, type PermissionUse } from '../../local/aws/permissions.ts';
import type { DeployedResource } from '../../local/template/deploy.ts';
import { permissionsOf, type Statement } from '../../local/template/permissions.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each local run of a test writes what its functions asked of AWS. */
    permissionUsesDir: string;
  }
}

type Grant = {
  readonly name: string;
  readonly caller: string;
  readonly statement: Statement;
};

const Uses = z.object({
  grants: z.array(z.string()),
  used: z.array(z.string()),
  denied: z.array(z.string()),
  /** Of a grant on what is kept under a key, the grants on that key which its use takes. */
  takes: z.record(z.string(), z.array(z.string())),
});
export type Uses = z.infer<typeof Uses>;

/** Secrets have a random end, in AWS too, and the names of buses begin with their stack's and end with a hash of it. */
const nameOf = (arn: string): string => {
  const name = arn.split(':').slice(5).join(':') || arn;
  return name
    .replace(/^(secret:.*)-\w{6}$/, '$1')
    .replace(/^event-bus\/.*Pipeline(\w+?)[0-9A-F]{8}$/, 'event-bus/Pipeline$1');
};

/** Each action of each statement on each of its resources. */
const grantsOf = (permissions: ReadonlyMap<string, readonly Statement[]>): Grant[] =>
  [...permissions].flatMap(([caller, statements]) =>
    statements.flatMap(({ Action = [], NotAction = [], Resource, NotResource, ...rest }) =>
      [...Action, ...NotAction].flatMap((action): Grant[] => {
        const statement = { ...rest, Action: [action] };
        if (!Resource) {
          const name = `${caller} ${action} not ${NotResource?.map(nameOf)}`;
          return [{ name, caller, statement: { ...statement, NotResource } }];
        }
        return Resource.map((resource) => ({
          name: `${caller} ${action} ${nameOf(resource)}`,
          caller,
          statement: { ...statement, Resource: [resource] },
        }));
      }),
    ),
  );

/** What the grants on things that are kept under a key take of it. */
const takenBy = (grants: readonly Grant[], keys: ReadonlyMap<string, string>): Uses['takes'] =>
  Object.fromEntries(
    grants.flatMap(({ name, caller, statement: { Action = [], Resource = [] } }) => {
      const [service = '', action = ''] = String(Action).split(':');
      const resource = String(Resource).split(':').slice(5).join(':');
      const key = keys.get(`${service} ${resource.replace(/\/index\/.*$/, '')}`);
      if (key === undefined) return [];
      const own = grants.filter((grant) => grant.caller === caller);
      const taken = keyActionsOf(service, action).flatMap((keyAction) =>
        own.filter(({ statement }) => applies(statement, 'kms', keyAction, key)).map((grant) => grant.name),
      );
      return [[name, taken]];
    }),
  );

/** Notes which permissions the functions of a run use, for `checkPermissionUses`. */
export const recordPermissionUses = () => {
  const dir = inject('permissionUsesDir');
  const used = new Set<string>();
  const denied = new Set<string>();
  const seen = new Set<string>();
  let grants: readonly Grant[] = [];
  let takes: Uses['takes'] = {};
  return {
    onDeployed: (resources: ReadonlyMap<string, DeployedResource>): void => {
      grants = grantsOf(permissionsOf(resources));
      takes = takenBy(grants, keysOf(resources));
    },
    onPermissionUse: ({ caller, service, action, resource, allowed }: PermissionUse): void => {
      const use = `${caller} ${service}:${action} ${resource}`;
      if (seen.has(use)) return;
      seen.add(use);
      if (!allowed) denied.add(use);
      for (const grant of grants) {
        if (grant.caller === caller && applies(grant.statement, service, action, resource))
          used.add(grant.name);
      }
    },
    write: (): void => {
      const uses: Uses = {
        grants: grants.map(({ name }) => name),
        used: [...used],
        denied: [...denied],
        takes,
      };
      writeFileSync(join(dir, `${randomUUID()}.json`), JSON.stringify(uses));
    },
  };
};

/** What all runs so far have noted. */
export const readPermissionUses = (dir: string): readonly Uses[] =>
  readdirSync(dir).map((file) => Uses.parse(JSON.parse(readFileSync(join(dir, file), 'utf8'))));
