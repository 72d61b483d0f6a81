import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { messageResource } from '../../core/api/message-resource.ts';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { eventsSince } from '../../core/events.ts';
import { MessageState } from '../../core/message-state.ts';
import { acceptedState, OutboundMessage } from '../../core/outbound-message.ts';
import { kinds } from './capture.ts';
import { goldenValues, goldenVersions } from './corpus.ts';
import { readers } from './readers.ts';

const Published = z.looseObject({ id: z.string(), type: z.string() });
const Replays = z.array(z.object({ answer: z.string() }));
const Named = z.object({ messageId: z.string() });

describe.each(goldenVersions)('what %s wrote', (version) => {
  it.each(kinds)('is read by this version: %s', (kind) => {
    for (const value of goldenValues(version, kind)) {
      expect(readers[kind].safeParse(value).error?.issues).toBeUndefined();
    }
  });

  it('has every kind of row, queue entry and event that there is', () => {
    expect(kinds.filter((kind) => goldenValues(version, kind).length === 0)).toEqual([]);
    const types = goldenValues(version, 'events').map((event) => Published.parse(event).type);
    expect([...new Set(types)].sort()).toEqual(Object.keys(eventCatalogue).sort());
  });

  it('is published again by this version as it was, to the byte', () => {
    const published = new Map(
      goldenValues(version, 'events').map((event) => [Published.parse(event).id, JSON.stringify(event)]),
    );
    const again = goldenValues(version, 'statuses')
      .flatMap((row) => eventsSince(MessageState.parse(row), 0))
      .filter(({ id }) => published.has(id));
    expect(again.length).toBeGreaterThan(20);
    for (const event of again) expect(JSON.stringify(event)).toBe(published.get(event.id));
  });

  it('is answered by this version as it was, when a request is repeated under its idempotency key', () => {
    const replays = Replays.parse(goldenValues(version, 'replays'));
    const rows = goldenValues(version, 'messages');
    expect(replays.length).toBeGreaterThan(5);
    for (const { answer } of replays) {
      const { messageId } = Named.parse(JSON.parse(answer));
      const row = rows.find((one) => Named.parse(one).messageId === messageId);
      const message = OutboundMessage.parse(row);
      expect(JSON.stringify(messageResource(message, acceptedState(message)))).toBe(answer);
    }
  });
});

describe('what a later version may write', () => {
  it.each([
    ...(['messages', 'statuses', 'keys', 'laneEntries', 'reconcileEntries', 'closingEntries'] as const),
    ...(['receipts', 'inboundEntries', 'callbackEntries'] as const),
  ])('is refused rather than misread, where its shape has another version: %s', (kind) => {
    const [value] = goldenValues('v1', kind);
    const stored = z.record(z.string(), z.unknown()).parse(value);
    expect(readers[kind].safeParse({ ...stored, schemaVersion: 1 }).success).toBe(true);
    expect(readers[kind].safeParse({ ...stored, schemaVersion: 2 }).success).toBe(false);
  });
});
