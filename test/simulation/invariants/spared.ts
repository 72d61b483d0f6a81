import { CarrierHealth } from '../../../core/health/carrier-health.ts';
import type { Submit } from '../history.ts';
import type { Invocation } from '../invocation.ts';
import type { World } from '../world.ts';

/** Looks at a submit as it is made: a carrier whose breaker was open when the run began is left in peace. */
export const checkSpared = ({ statuses, faults, history }: World, run: Invocation, submit: Submit): void => {
  const { carrier, calledAt, attemptId } = submit;
  const row = statuses.items.get(`health#${carrier}`);
  // What is made again for an unknown outcome settles a text, and whoever cannot read how a carrier is goes there.
  if (!row || submit.by === 'settle-message') return;
  if ([...faults.struck, ...faults.met].some(({ kind }) => kind === 'readFailed' || kind === 'tableDown'))
    return;
  const { breaker } = CarrierHealth.parse(row);
  const isOpen = breaker.state === 'open' && breaker.until !== undefined && calledAt < breaker.until;
  if (isOpen && statuses.changedAt(`health#${carrier}`) < run.beganAt)
    history.violations.push(
      `${attemptId} was submitted to ${carrier}, which is spared until ${breaker.until}`,
    );
};
