import { CarrierHealth } from '../../../core/health/carrier-health.ts';
import type { Submit } from '../history.ts';
import type { Invocation } from '../invocation.ts';
import type { World } from '../world.ts';

/** Looks at a submit as it is made: a carrier whose breaker was open for all to see when the run began is left in peace. */
export const checkSpared = ({ statuses, faults, history }: World, run: Invocation, submit: Submit): void => {
  const { carrier, calledAt, attemptId } = submit;
  // What is made again for an unknown outcome settles a text, and whoever cannot read how a carrier is goes there.
  if (submit.by === 'settle-message') return;
  if ([...faults.struck, ...faults.met].some(({ kind }) => kind === 'readFailed' || kind === 'tableDown'))
    return;
  const spared = statuses.visibleSince(run.beganAt, `health#${carrier}`).map((row) => {
    const breaker = row && CarrierHealth.parse(row).breaker;
    return breaker?.state === 'open' && calledAt < (breaker.until ?? '') ? breaker.until : undefined;
  });
  if (spared.length > 0 && spared.every(Boolean))
    history.violations.push(`${attemptId} was submitted to ${carrier}, which is spared until ${spared[0]}`);
};
