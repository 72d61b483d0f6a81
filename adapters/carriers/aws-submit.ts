import type { Submitted } from '../../core/carrier.ts';
import type { FailureCode } from '../../core/failures.ts';
import type { Outcome } from '../../core/outcome.ts';
import { NoAnswerError } from '../http/aws-request-handler.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import { failed, redirected } from './failure.ts';

/** What is known of one call, however it ends and whatever the SDK makes of the answer. */
type Exchange = {
  handedOver: boolean;
  answer?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
};

type Answer = NonNullable<Exchange['answer']>;

const isAnswer = (response: unknown): response is { statusCode: number; headers: Answer['headers'] } =>
  typeof response === 'object' && response !== null && 'statusCode' in response && 'headers' in response;

/** To be added to a command by `watchOptions`. */
type Watch = <Args, Result extends { readonly response: unknown }>(
  next: (args: Args) => Promise<Result>,
) => (args: Args) => Promise<Result>;

/** The place next to the wire: what fails before it surely sent nothing, and it sees answers that cannot be read. */
export const watchOptions = { step: 'deserialize', priority: 'low', name: 'watchExchange' } as const;

const watching =
  (exchange: Exchange): Watch =>
  (next) =>
  async (args) => {
    exchange.handedOver = true;
    const result = await next(args);
    const { response } = result;
    if (isAnswer(response)) exchange.answer = { status: response.statusCode, headers: response.headers };
    return result;
  };

/** An AWS service's error in our words: its own code, and what that means where it is known. */
export type ReadError = (error: Error) => {
  readonly carrierCode: string;
  readonly failureCode: FailureCode | undefined;
};

const isServiceError = (error: unknown): error is Error => error instanceof Error && '$fault' in error;

/** Codes only: nothing that came from outside and could be a number or a text. */
const isCode = (text: string): boolean =>
  /^[A-Za-z]\w{2,60}(\/[A-Z_]{2,80})?$/.test(text) && text !== 'Unknown';

const classifyRefusal = (error: unknown, { status, headers }: Answer, now: Date, readError: ReadError) => {
  const read = isServiceError(error) ? readError(error) : undefined;
  const carrierCode = read && isCode(read.carrierCode) ? read.carrierCode : `HTTP ${status}`;
  if (status >= 300 && status < 400) return redirected(status);
  if (status < 400 || status >= 500 || status === 408) return failed('outcome_unknown', { carrierCode });
  if (status === 429 || read?.failureCode === 'throttled') {
    const wait = retryAfterSeconds(headers['retry-after'], now);
    return failed('throttled', { carrierCode, ...(wait !== undefined && { retryAfterSeconds: wait }) });
  }
  return failed(read?.failureCode ?? (status === 403 ? 'permission' : 'invalid_request'), { carrierCode });
};

const classify = (error: unknown, { handedOver, answer }: Exchange, now: Date, readError: ReadError) => {
  if (error instanceof NoAnswerError) {
    return failed(error.sent ? 'outcome_unknown' : 'carrier_unreachable', { carrierCode: error.reason });
  }
  if (!handedOver) {
    const name = error instanceof Error ? error.name : 'Error';
    return failed(name === 'CredentialsProviderError' ? 'auth' : 'carrier_unreachable', {
      carrierCode: name,
    });
  }
  if (answer) return classifyRefusal(error, answer, now, readError);
  // Something nobody thought of, after the request was handed over: it may have been sent
  return failed('outcome_unknown', { carrierCode: 'unreadable answer' });
};

/**
 * Makes one call of an AWS SDK that submits a text. `call` adds the watch to its command and gives the message id of
 * the answer. `docs/carriers.md` says what each answer means.
 */
export const submitByAws = async (
  call: (watch: Watch) => Promise<string | undefined>,
  readError: ReadError,
  now: () => Date,
): Promise<Outcome<Submitted>> => {
  const exchange: Exchange = { handedOver: false };
  try {
    const carrierMessageId = await call(watching(exchange));
    if (carrierMessageId) return { ok: true, value: { carrierMessageId } };
    return failed('outcome_unknown', { carrierCode: 'no MessageId' });
  } catch (error) {
    return classify(error, exchange, now(), readError);
  }
};
