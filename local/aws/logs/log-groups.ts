import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { atomically } from '../../state/atomically.ts';
import { readFilterPattern } from './filter-pattern.ts';

const Line = z.object({ seq: z.number(), stream: z.string(), timestamp: z.number(), message: z.string() });
export type LogLine = z.infer<typeof Line>;

export type Subscription = {
  readonly name: string;
  readonly group: string;
  readonly pattern: string;
  readonly functionArn: string;
};

export interface LogGroups {
  create(group: string, retentionDays: number | undefined): void;
  /** On disk, and on its way to the subscribers, once this returns. A group that is not there is made, as AWS does. */
  append(group: string, stream: string, message: string): void;
  read(group: string): readonly LogLine[];
  /** Throws for a filter pattern that is not supported. */
  subscribe(subscription: Subscription): void;
}

const dayMs = 86_400_000;

/** CloudWatch Logs' groups, their lines on disk, and the functions that subscribe to them. */
export const createLogGroups = ({ store, clock, functions, accountId }: CloudContext): LogGroups => {
  store.exec(`CREATE TABLE IF NOT EXISTS log_lines (seq INTEGER PRIMARY KEY AUTOINCREMENT, logGroup TEXT NOT NULL,
    stream TEXT NOT NULL, timestamp INTEGER NOT NULL, message TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS log_lines_group ON log_lines (logGroup, timestamp)`);
  const insert = store.prepare(
    'INSERT INTO log_lines (logGroup, stream, timestamp, message) VALUES (?, ?, ?, ?)',
  );
  const expire = store.prepare('DELETE FROM log_lines WHERE logGroup = ? AND timestamp < ?');
  const select = store.prepare(
    'SELECT seq, stream, timestamp, message FROM log_lines WHERE logGroup = ? ORDER BY seq',
  );
  const retention = new Map<string, number>();
  const subscriptions = new Map<string, Subscription & { readonly matches: (message: string) => boolean }>();

  const forward = (group: string, { seq, stream, timestamp, message }: LogLine): void => {
    for (const { name, functionArn, group: subscribed, matches } of subscriptions.values()) {
      if (subscribed !== group || !matches(message)) continue;
      const content = {
        messageType: 'DATA_MESSAGE',
        owner: accountId,
        logGroup: group,
        logStream: stream,
        subscriptionFilters: [name],
        logEvents: [{ id: String(seq).padStart(56, '0'), timestamp, message }],
      };
      functions.invokeAsync(functionArn, {
        awslogs: { data: gzipSync(JSON.stringify(content)).toString('base64') },
      });
    }
  };

  return {
    create: (group, retentionDays) => {
      if (retentionDays !== undefined) retention.set(group, retentionDays);
    },
    append: (group, stream, message) => {
      const timestamp = clock.now();
      atomically(store, () => {
        expire.run(group, timestamp - (retention.get(group) ?? Infinity) * dayMs);
        const { lastInsertRowid } = insert.run(group, stream, timestamp, message);
        forward(group, { seq: Number(lastInsertRowid), stream, timestamp, message });
      });
    },
    read: (group) => z.array(Line).parse(select.all(group)),
    subscribe: (subscription) => {
      const key = `${subscription.group} ${subscription.name}`;
      subscriptions.set(key, { ...subscription, matches: readFilterPattern(subscription.pattern) });
    },
  };
};
