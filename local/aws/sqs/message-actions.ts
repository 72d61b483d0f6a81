import * as z from 'zod';
import { atomically } from '../../state/atomically.ts';
import { AwsError } from '../aws-error.ts';
import type { Engine, Members } from '../call.ts';
import { readInput } from '../input.ts';
import { eachEntry } from './batch.ts';
import { sizeOf } from './checksum.ts';
import { batchError, invalidHandle } from './errors.ts';
import type { Queue } from './queues.ts';
import { Receive, takeMessages } from './receive.ts';
import { enqueue, Outgoing } from './send.ts';
import type { Sqs } from './sqs.ts';

const AtUrl = z.object({ QueueUrl: z.string() });
const Handled = z.object({ ReceiptHandle: z.string() });
const Hidden = Handled.extend({ VisibilityTimeout: z.number().int().min(0).max(43_200) });
const OutgoingBatch = z.array(Outgoing).catch([]);
const code = 'InvalidParameterValue';

/** The most that a batch may weigh, in bytes. */
const batchLimit = 1_048_576;

const isHandle = (handle: string): boolean => /^[0-9a-f-]{36}$/.test(handle);

/** What can be done with messages. */
export const messageActions = (sqs: Sqs): Engine => {
  const { messages, waiting, clock, queueAt } = sqs;
  const queueOf = (input: Members): Queue => queueAt(readInput(AtUrl, input, code).QueueUrl);

  const send = (queue: Queue, input: Members) => {
    const outgoing = readInput(Outgoing, input, code);
    const sent = enqueue(messages, queue, outgoing, sqs.accountId, clock.now());
    waiting.wake(queue.name);
    return sent;
  };

  const remove = ({ name }: Queue, input: Members) => {
    const { ReceiptHandle } = readInput(Handled, input, code);
    if (!isHandle(ReceiptHandle)) throw invalidHandle();
    messages.remove(name, ReceiptHandle);
    return {};
  };

  const changeVisibility = ({ name }: Queue, input: Members) => {
    const { ReceiptHandle, VisibilityTimeout } = readInput(Hidden, input, code);
    if (!isHandle(ReceiptHandle)) throw invalidHandle();
    const now = clock.now();
    const message = messages.byHandle(name, ReceiptHandle);
    if (!message || message.visibleAt <= now) {
      const reason = 'Message does not exist or is not available for visibility timeout change.';
      const text = `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: ${reason}`;
      throw new AwsError(message ? 'MessageNotInflight' : code, text);
    }
    messages.hideUntil(message, now + VisibilityTimeout * 1000);
    waiting.wake(name);
    return {};
  };

  const forEach = (input: Members, run: (queue: Queue, entry: Members) => object) => {
    const queue = queueOf(input);
    return atomically(sqs.store, () => eachEntry(input.Entries, (entry) => run(queue, entry)));
  };

  const receive: Engine[string] = async (input, signal) => {
    const wanted = readInput(Receive, input, code);
    const { ReceiveMessageWaitTimeSeconds } = queueAt(wanted.QueueUrl).settings;
    const deadline = clock.now() + 1000 * (wanted.WaitTimeSeconds ?? ReceiveMessageWaitTimeSeconds);
    while (!signal?.aborted) {
      // Asked again each time: the queue may have been changed or deleted meanwhile.
      const queue = queueAt(wanted.QueueUrl);
      const now = clock.now();
      const { taken, deadLettered } = atomically(sqs.store, () => takeMessages(sqs, queue, wanted, now));
      if (deadLettered !== undefined) waiting.wake(deadLettered);
      if (taken.length > 0) return { Messages: taken };
      if (now >= deadline) break;
      await waiting.sleep(queue.name, Math.min(deadline, messages.nextVisibleAt(queue.name)), signal);
    }
    return {};
  };

  return {
    SendMessage: (input) => send(queueOf(input), input),
    SendMessageBatch: (input) => {
      const sizes = OutgoingBatch.parse(input.Entries).map((m) => sizeOf(m.MessageBody, m.MessageAttributes));
      const weight = sizes.reduce((sum, size) => sum + size, 0);
      if (weight > batchLimit) {
        const text = `Batch requests cannot be longer than ${batchLimit} bytes. You have sent ${weight} bytes.`;
        throw batchError('BatchRequestTooLong', text);
      }
      return forEach(input, send);
    },
    ReceiveMessage: receive,
    DeleteMessage: (input) => remove(queueOf(input), input),
    DeleteMessageBatch: (input) => forEach(input, remove),
    ChangeMessageVisibility: (input) => changeVisibility(queueOf(input), input),
    ChangeMessageVisibilityBatch: (input) => forEach(input, changeVisibility),
  };
};
