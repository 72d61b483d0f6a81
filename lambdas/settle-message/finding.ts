import type { Receipt } from '../../core/receipt.ts';

/** What was found out about an attempt whose outcome nobody knew. */
export type Finding =
  /** Receipts with the attempt's id: several where the carrier reports on each segment. */
  | { readonly kind: 'taken'; readonly receipts: readonly Receipt[] }
  /** The carrier surely never took it. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear' };

export const unclear: Finding = { kind: 'unclear' };
