import * as z from 'zod';
import type { Log } from '../../core/ports.ts';

/** What a rule of EventBridge invokes a function with, as far as we read it. */
export const BusInvocation = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type BusInvocation = z.infer<typeof BusInvocation>;

/**
 * Hands the event of a rule to a step, parsed; one that is none of ours is told and left out. When the step throws,
 * Lambda repeats the whole invocation.
 */
export const createBusSubscription =
  <T>(
    parse: (event: BusInvocation) => T | undefined,
    step: (items: readonly T[]) => Promise<void>,
    log: Log,
  ) =>
  async (event: BusInvocation): Promise<void> => {
    const item = parse(event);
    if (item === undefined) log.warn('event is no receipt', { reason: event['detail-type'] });
    else await step([item]);
  };
