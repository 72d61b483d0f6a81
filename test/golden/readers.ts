import * as z from 'zod';
import { InboundNote } from '../../adapters/dynamodb/inbound-log.ts';
import { KeyUse } from '../../adapters/dynamodb/key-usage.ts';
import { CarrierEvent } from '../../core/carrier-events.ts';
import { DeadLetterNote } from '../../core/dead-letter-note.ts';
import { MessageEvent } from '../../core/events.ts';
import { CarrierHealth } from '../../core/health/carrier-health.ts';
import { MessageId } from '../../core/ids.ts';
import { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { InboundReceived, RecipientEvent } from '../../core/inbound/inbound-events.ts';
import { KeyRecord } from '../../core/keys/key-record.ts';
import { LaneEntry } from '../../core/lane-entry.ts';
import { MessageState } from '../../core/message-state.ts';
import { OptOut } from '../../core/opt-out.ts';
import { MessageRecord } from '../../core/outbound-message.ts';
import { Receipt } from '../../core/receipt.ts';
import { ReconcileEntry } from '../../core/reconcile-entry.ts';
import { SweepCursor } from '../../core/sweep/sweep-cursor.ts';
import { StatusCallbackEntry } from '../../core/twilio-api/status-callback.ts';
import type { Kind } from './capture.ts';

/** How this version reads each of them. */
export const readers: Readonly<Record<Kind, z.ZodType>> = {
  messages: MessageRecord,
  statuses: MessageState.extend({ revision: z.string() }),
  links: z.object({ linkedMessageId: MessageId }),
  optOuts: OptOut,
  health: CarrierHealth.extend({ revision: z.int() }),
  keys: KeyRecord,
  keyUses: KeyUse,
  inboundNotes: InboundNote,
  deadLetterNotes: DeadLetterNote,
  sweepCursors: SweepCursor.extend({ revision: z.string() }),
  laneEntries: LaneEntry,
  reconcileEntries: ReconcileEntry,
  closingEntries: LaneEntry,
  receipts: Receipt,
  inboundEntries: InboundEntry,
  callbackEntries: StatusCallbackEntry,
  events: z.union([MessageEvent, CarrierEvent, InboundReceived, RecipientEvent]),
};

/** The same as JSON Schema: what an older version takes, long after its code is gone. */
export const readerSchemas = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(readers).map(([kind, reader]) => [
      kind,
      z.toJSONSchema(reader, {
        io: 'input',
        // Names that the product gives to shapes are not needed here, and each shape is to stand alone.
        metadata: z.registry(),
      }),
    ]),
  );
