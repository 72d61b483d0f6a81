import { acceptMutants } from './accept-mutants.ts';
import { erasureMutants } from './erasure-mutants.ts';
import { eventMutants } from './event-mutants.ts';
import type { Mutant } from './mutant.ts';
import { receiptMutants } from './receipt-mutants.ts';
import { sendMutants } from './send-mutants.ts';
import { settleMutants } from './settle-mutants.ts';
import { turnMutants } from './turn-mutants.ts';

export const mutants: readonly Mutant[] = [
  ...acceptMutants,
  ...sendMutants,
  ...eventMutants,
  ...receiptMutants,
  ...settleMutants,
  ...turnMutants,
  ...erasureMutants,
];
