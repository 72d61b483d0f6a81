import type { MessageResource } from '../../core/api/message-resource.ts';
import type { AttemptId, MessageId } from '../../core/ids.ts';
import type { ProblemCode } from '../../core/problem.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { Invocation } from './invocation.ts';

/** A submit as the carrier saw it. */
export type Submit = {
  readonly messageId: MessageId;
  readonly attemptId: AttemptId;
  readonly carrier: string;
  /** The function that made it. */
  readonly by: string;
  readonly at: number;
  readonly recipient: string;
  readonly text: string;
  /** The carrier surely did not take it, and said so. */
  readonly isRefused: boolean;
  /** And it will not take it any other time. */
  readonly isRefusedForGood: boolean;
  /** It became a text. */
  isTaken: boolean;
  /** The submitting function's own time, when it made the call. */
  readonly calledAt: string;
};

/** What a client was told. */
export type Answer = {
  /** The text of the scenario. */
  readonly index: number;
  readonly idempotencyKey: string | undefined;
  readonly body: string;
  readonly at: number;
  readonly answer:
    | { readonly message: MessageResource; readonly replayed: boolean }
    | { readonly problem: ProblemCode };
};

/** A receipt that we took over: from then on it is ours to lose. */
export type Acknowledged = { readonly receipt: Receipt; readonly messageId: MessageId | undefined };

/** What a carrier was asked, and whose texts it told of; undefined where it could not tell. */
export type Lookup = {
  readonly by: Invocation;
  readonly attemptId: AttemptId;
  readonly at: number;
  readonly found: readonly AttemptId[] | undefined;
};

/** When an attempt was claimed, and by which run. */
export type Claim = { readonly at: number; readonly by: Invocation };

/** A client's wish that was granted, and when. */
export type Withdrawal =
  | { readonly kind: 'cancel' | 'erase'; readonly messageId: MessageId; readonly at: number }
  | { readonly kind: 'optOut'; readonly tenant: string; readonly recipientHash: string; readonly at: number };

/** What the outside saw of the pipeline. */
export class History {
  readonly submits: Submit[] = [];
  readonly answers: Answer[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly withdrawals: Withdrawal[] = [];
  readonly lookups: Lookup[] = [];
  readonly claims = new Map<AttemptId, Claim>();
  /** What was wrong the moment that it happened. */
  readonly violations: string[] = [];

  /** The messages that a client holds a 202 for. */
  get accepted(): ReadonlySet<MessageId> {
    return new Set(
      this.answers.flatMap(({ answer }) => ('message' in answer ? [answer.message.messageId] : [])),
    );
  }

  submitsOf(messageId: MessageId): Submit[] {
    return this.submits.filter((submit) => submit.messageId === messageId);
  }
}
