import type { Carrier } from '../../core/carrier.ts';
import { Fault } from '../../core/fault.ts';
import { abandonClaim, claim, claimability } from '../../core/lifecycle.ts';
import { acceptedState, type OutboundMessage } from '../../core/outbound-message.ts';
import type {
  Clock,
  EventBus,
  Log,
  Meter,
  ReconcileQueue,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';
import { resolutionOf } from '../../core/settlement.ts';
import { mustFind, republish, transition } from '../../core/transition.ts';
import { handToReconcile } from './hand-to-reconcile.ts';

/**
 * How old a claim must be before it is surely nobody's: longer than the longest invocation and two clocks that
 * disagree, shorter than the visibility timeout, so that the first redelivery after a crash can settle it.
 */
export const claimLifetimeMs = 30_000;

type ClaimDeps = {
  readonly statuses: StatusStore;
  readonly events: EventBus;
  readonly meter?: Meter;
  readonly reconcile: ReconcileQueue;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly clock: Clock;
  readonly log: Log;
};

const claimExisting = async (
  deps: ClaimDeps,
  message: OutboundMessage,
  carrierFor: ((attempts: number) => Carrier) | undefined,
): Promise<StoredState | undefined> => {
  const { statuses, events, carriers, clock, log } = deps;
  const { messageId } = message;
  const found = await mustFind(statuses, messageId);
  const now = clock();
  switch (claimability(found.state, now, claimLifetimeMs)) {
    case 'claimable': {
      // Released since it was looked at: it has to ask for its turn first.
      if (!carrierFor) throw new Fault(`${messageId} was released by another invocation`);
      const claimed = await statuses.save(
        claim(found.state, carrierFor(found.state.attemptCount).name, now),
        found.revision,
      );
      if (claimed === 'conflict') throw new Fault(`${messageId} was changed during the claim`);
      return claimed;
    }
    case 'live':
      // Not acknowledged: if the claimant crashes, this entry is the only one left that would notice.
      throw new Fault(`${messageId} is being submitted by another invocation`);
    case 'stale': {
      log.warn('claim abandoned', { messageId });
      const after = await transition(deps, found, (state) => {
        if (claimability(state, now, claimLifetimeMs) !== 'stale') return state;
        const traits = carriers.get(state.attempts.at(-1)?.carrier ?? '')?.traits;
        return abandonClaim(state, now, resolutionOf(state, message, traits));
      });
      await handToReconcile(deps, message, after);
      return undefined;
    }
    case 'past':
      // An entry that was redriven looks new, so its count of receives cannot tell whether the events are out, or
      // whether an unknown outcome is on its way to be settled.
      await republish(events, found.state);
      await handToReconcile(deps, message, found.state);
      return undefined;
  }
};

/**
 * Wins or loses the right to submit `message` through the carrier that is chosen for it, by the attempts behind it.
 * Only who gets a state back may submit. Without `carrierFor` nothing is claimed, and what others left is finished.
 * @throws when the queue entry must come back.
 */
export const claimMessage = async (
  deps: ClaimDeps,
  message: OutboundMessage,
  carrierFor: ((attempts: number) => Carrier) | undefined,
): Promise<StoredState | undefined> => {
  if (!carrierFor) return claimExisting(deps, message, undefined);
  // Most messages have no row yet, so the first claim creates it without a read.
  const first = claim(acceptedState(message), carrierFor(0).name, deps.clock());
  const claimed = await deps.statuses.save(first, undefined);
  return claimed === 'conflict' ? claimExisting(deps, message, carrierFor) : claimed;
};
