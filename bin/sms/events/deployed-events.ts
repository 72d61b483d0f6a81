import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Surroundings } from '../surroundings.ts';
import { type BusEvent, busEvent } from './bus-event.ts';
import { subscribe } from './temporary-subscription.ts';

/** What reaches the bus of a stack from now on, through a rule and a queue that are there as long as somebody reads. */
export async function* deployedEvents(
  busName: string,
  events: EventBridgeClient,
  sqs: SQSClient,
  { signal, terminal }: Pick<Surroundings, 'signal' | 'terminal'>,
): AsyncGenerator<BusEvent> {
  const { queueUrl: QueueUrl, end } = await subscribe(busName, events, sqs);
  terminal.say('Listening, by a rule and a queue that go when this ends. The first seconds may be missing.');
  try {
    while (!signal.aborted) {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
      const { Messages = [] } = await sqs.send(receive, { abortSignal: signal });
      for (const { Body } of Messages) {
        const event = busEvent(Body ?? '');
        if (event) yield event;
      }
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  } finally {
    await end();
  }
}
