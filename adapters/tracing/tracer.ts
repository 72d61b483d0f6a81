import { randomBytes } from 'node:crypto';
import { openDaemon, type SendDocument } from './daemon.ts';
import { readTraceHeader } from './trace-header.ts';

export type TracerDeps = {
  readonly send: SendDocument;
  /** Of the invocation that runs now. */
  readonly traceHeader: () => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Adds to the trace of a step which message it was about, so that the message's id finds the trace. */
export type Tracer = <Input extends unknown[], Result>(
  name: string,
  messageIdOf: (result: Result | undefined, ...input: Input) => string | undefined,
  step: (...input: Input) => Promise<Result>,
) => (...input: Input) => Promise<Result>;

/**
 * One subsegment a step, in the form of X-Ray's segment documents, without the SDK, which would be larger than the
 * functions. What is not sampled costs one look at a variable.
 */
export const createTracer = ({ send, traceHeader, now }: TracerDeps): Tracer => {
  return (name, messageIdOf, step) =>
    async (...input) => {
      const trace = readTraceHeader(traceHeader());
      if (!trace) return step(...input);

      const startedAt = now();
      const tell = async (messageId: string | undefined, outcome: object): Promise<void> =>
        send({
          name,
          id: randomBytes(8).toString('hex'),
          type: 'subsegment',
          ...{ trace_id: trace.traceId, parent_id: trace.parentId },
          ...{ start_time: startedAt / 1000, end_time: now() / 1000 },
          ...(messageId !== undefined && { annotations: { messageId } }),
          ...outcome,
        });
      try {
        const result = await step(...input);
        await tell(messageIdOf(result, ...input), {});
        return result;
      } catch (error) {
        await tell(messageIdOf(undefined, ...input), { fault: true });
        throw error;
      }
    };
};

/** A tracer for the function that runs here; where no daemon runs, as on a laptop, it traces nothing. */
export const openTracer = (environment: NodeJS.ProcessEnv = process.env): Tracer => {
  const { AWS_XRAY_DAEMON_ADDRESS: address } = environment;
  return createTracer({
    send: address === undefined ? async () => undefined : openDaemon(address),
    traceHeader: () => (address === undefined ? undefined : environment._X_AMZN_TRACE_ID),
    now: Date.now,
  });
};
