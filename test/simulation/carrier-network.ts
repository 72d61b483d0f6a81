import type {
  Carrier,
  CarrierTraits,
  LookupAnswer,
  LookupRequest,
  SubmitRequest,
  Submitted,
} from '../../core/carrier.ts';
import { type FailureCode, failureCatalogue } from '../../core/failures.ts';
import { type AttemptId, parseAttemptId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { carrierTraits, traitsOf } from './carriers.ts';
import { Draws, hashText, mix } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import type { Submit } from './history.ts';
import { checkSpared } from './invariants/spared.ts';
import { type Invocation, operationOf } from './invocation.ts';
import { postReceipts } from './receipt-story.ts';
import type { World } from './world.ts';

const submitting = operationOf(
  'submit',
  [
    'refusedForGood',
    'accountRefused',
    'throttled',
    'unreachable',
    'errorUntaken',
    'errorTaken',
    'submitLost',
    'answerLost',
    'takenLate',
  ],
  'carrierDown',
);

const no = (code: FailureCode, retryAfterSeconds?: number): Outcome<Submitted> => ({
  ok: false,
  failure: {
    kind: failureCatalogue[code].kind,
    code,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  },
});

/** What the carrier does with a submit, beside what it says. */
type Deed = {
  readonly outcome: Outcome<Submitted>;
  readonly takenAfterMs?: number;
  readonly isRefused?: true;
};

const deedOf = (fault: FaultKind | undefined, carrierMessageId: string, draws: Draws): Deed => {
  switch (fault) {
    case 'refusedForGood':
      return { outcome: no('invalid_destination'), isRefused: true };
    case 'accountRefused':
      return { outcome: no('account_suspended'), isRefused: true };
    case 'throttled':
      return { outcome: no('throttled', draws.between(1, 30)), isRefused: true };
    case 'unreachable':
      return { outcome: no('carrier_unreachable'), isRefused: true };
    case 'carrierDown':
      return draws.chance(0.8)
        ? { outcome: no('carrier_unreachable'), isRefused: true }
        : { outcome: no('outcome_unknown') };
    case 'errorUntaken':
    case 'submitLost':
      return { outcome: no('outcome_unknown') };
    case 'errorTaken':
    case 'answerLost':
      return { outcome: no('outcome_unknown'), takenAfterMs: 0 };
    case 'takenLate':
      return { outcome: no('outcome_unknown'), takenAfterMs: draws.between(7_000, 60_000) };
    default:
      return { outcome: { ok: true, value: { carrierMessageId } }, takenAfterMs: 0 };
  }
};

const isUnanswered = (fault: FaultKind | undefined): boolean =>
  fault === 'submitLost' || fault === 'answerLost' || fault === 'takenLate';

const looking = operationOf('look up', ['lookupFailed'], 'carrierDown');

/** What was sent further from the time that it is asked about is not told of. */
const askedAboutMs = 900_000;

const idAt = (carrier: string, attemptId: AttemptId): string =>
  `${carrier}-${hashText(attemptId).toString(16)}`;

/** A carrier with its ground truth: what it took, whatever it said. */
class SimulatedCarrier implements Carrier {
  readonly name: string;
  readonly traits: CarrierTraits;
  private readonly world: World;
  private readonly invocation: Invocation;

  constructor(world: World, invocation: Invocation, name: string) {
    this.world = world;
    this.invocation = invocation;
    this.name = name;
    this.traits = traitsOf(name);
  }

  submit(request: SubmitRequest): Promise<Outcome<Submitted>> {
    const calledAt = this.invocation.clock().toISOString();
    return this.invocation.call(
      submitting,
      request.messageId,
      (fault) => this.take(request, calledAt, fault),
      (draws, fault) => (isUnanswered(fault) ? request.deadlineMs : draws.between(30, 400)),
    );
  }

  lookup(request: LookupRequest): Promise<LookupAnswer> {
    const { messageId } = parseAttemptId(request.attemptId);
    const { lookups } = this.world.history;
    return this.invocation.call(looking, messageId, (fault) => {
      const taken =
        fault === undefined || fault === 'slow' || fault === 'crashAfter' ? this.find(request) : undefined;
      lookups.push({
        by: this.invocation,
        attemptId: request.attemptId,
        at: this.world.time.now,
        found: taken?.map(({ attemptId }) => attemptId),
      });
      return taken ? this.tell(taken) : { kind: 'unclear' };
    });
  }

  private take(request: SubmitRequest, calledAt: string, fault: FaultKind | undefined): Outcome<Submitted> {
    const { world, name } = this;
    const { attemptId, messageId, recipient, text } = request;
    const carrierMessageId = idAt(name, attemptId);
    const earlier = world.history.submits.filter((submit) => submit.attemptId === attemptId);
    const deed = deedOf(
      fault,
      carrierMessageId,
      new Draws(mix(hashText(`${name} ${attemptId}`), earlier.length)),
    );
    const submit: Submit = {
      by: this.invocation.name,
      ...{ messageId, attemptId, carrier: name, at: world.time.now, calledAt, recipient, text },
      isRefused: deed.isRefused ?? false,
      isRefusedForGood: fault === 'refusedForGood',
      isTaken: false,
    };
    world.history.submits.push(submit);
    checkSpared(world, this.invocation, submit);
    if (deed.takenAfterMs !== undefined) {
      world.time.after(deed.takenAfterMs, () => {
        if (this.traits.dedupe && earlier.some(({ isTaken }) => isTaken)) return;
        submit.isTaken = true;
        postReceipts(world, name, this.traits.echo, submit, carrierMessageId);
      });
    }
    return deed.outcome;
  }

  /** It keeps nothing of ours, and so it tells what went to the recipient. */
  private find({ recipient, text, submittedAt }: LookupRequest): readonly Submit[] {
    const { history } = this.world;
    const isNear = (at: number): boolean => Math.abs(at - submittedAt.getTime()) < askedAboutMs;
    return history.submits.filter(
      (submit) =>
        submit.isTaken &&
        isNear(submit.at) &&
        submit.carrier === this.name &&
        submit.recipient === recipient &&
        submit.text === text,
    );
  }

  private tell(taken: readonly Submit[]): LookupAnswer {
    const { time } = this.world;
    return {
      kind: 'found',
      receipts: taken.map(({ attemptId }) => ({
        carrier: this.name,
        carrierMessageId: idAt(this.name, attemptId),
        status: 'sent',
        receivedAt: new Date(time.now).toISOString(),
      })),
    };
  }
}

/** The carriers as one run of a function has them. */
export const simulatedCarriers = (world: World, invocation: Invocation): ReadonlyMap<string, Carrier> =>
  new Map(Object.keys(carrierTraits).map((name) => [name, new SimulatedCarrier(world, invocation, name)]));
