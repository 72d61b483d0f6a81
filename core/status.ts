import * as z from 'zod';

/** Where a message stands, in the order in which it may move. */
export const Status = z
  .enum([
    'scheduled',
    'accepted',
    'sending',
    'sent',
    'unknown',
    'delivered',
    'undelivered',
    'failed',
    'expired',
    'canceled',
    'blocked',
  ])
  .meta({ id: 'Status', description: 'Where the message stands: see docs/statuses.md.' });
export type Status = z.infer<typeof Status>;

/** Every lawful move: whoever changes a status asks this table. */
const moves: Readonly<Record<Status, readonly Status[]>> = {
  scheduled: ['accepted', 'canceled'],
  // Straight to sent: a receipt proves that a submit which we took for refused got through.
  accepted: ['sending', 'canceled', 'sent'],
  // Back to accepted: only after a definite, temporary no of the carrier.
  sending: ['accepted', 'sent', 'failed', 'expired', 'blocked', 'unknown'],
  sent: ['delivered', 'undelivered', 'failed', 'expired', 'canceled', 'unknown'],
  // Back to accepted: the carrier surely has not got it, or the message's policy takes the risk, once.
  unknown: ['accepted', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'canceled'],
  delivered: [],
  undelivered: [],
  failed: [],
  expired: [],
  canceled: [],
  blocked: [],
};

export const canMove = (from: Status, to: Status): boolean => moves[from].includes(to);

/** The pipeline does nothing more with a message in this status: only a receipt may still settle an unknown one. */
export const isFinal = (status: Status): boolean => status === 'unknown' || moves[status].length === 0;
