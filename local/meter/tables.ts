import * as z from 'zod';
import type { DeployedResource } from '../template/deploy.ts';

const Keys = z.array(z.object({ AttributeName: z.string() }));
const Properties = z.object({
  KeySchema: Keys,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        KeySchema: Keys,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).default([]),
        }),
      }),
    )
    .default([]),
});

export type TableIndex = {
  readonly keys: readonly string[];
  /** The attributes that a copy in the index has; undefined: all. */
  readonly projected: readonly string[] | undefined;
};
export type MeteredTable = { readonly keys: readonly string[]; readonly indexes: readonly TableIndex[] };

const namesOf = (keys: z.infer<typeof Keys>): string[] => keys.map(({ AttributeName }) => AttributeName);

/** The tables of the template by their names, with the indexes that a write goes on to. */
export const tablesOf = (
  resources: ReadonlyMap<string, DeployedResource>,
): ReadonlyMap<string, MeteredTable> =>
  new Map(
    [...resources.values()]
      .filter(({ type }) => type === 'AWS::DynamoDB::Table')
      .map(({ created, properties }) => {
        const { KeySchema, GlobalSecondaryIndexes } = Properties.parse(properties);
        const keys = namesOf(KeySchema);
        const indexes = GlobalSecondaryIndexes.map(({ KeySchema: own, Projection }) => ({
          keys: namesOf(own),
          projected:
            Projection.ProjectionType === 'ALL'
              ? undefined
              : [...new Set([...keys, ...namesOf(own), ...Projection.NonKeyAttributes])],
        }));
        return [created.ref, { keys, indexes }];
      }),
  );
