import { ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';
import { openQueues } from '../support/queues.ts';

let steady: Pipeline;
let shaken: Pipeline;
beforeAll(async () => {
  [steady, shaken] = await Promise.all([startPipeline(), startPipeline()]);
});
afterAll(async () => {
  await Promise.all([steady.stop(), shaken.stop()]);
});

describe.concurrent('the pipeline', () => {
  test('sets a poisonous entry aside in its own lane, and holds nobody up', async ({ expect }) => {
    const queues = openQueues(steady.run.awsEndpoint);
    const lane = await queues.find(/Promotional(?!.*DeadLetter)/);
    const deadLetters = await queues.deadLettersOf(lane);
    // Five receives, but not five minutes: the operator hides entries for no longer than a function may run.
    const Attributes = { VisibilityTimeout: '10' };
    await queues.client.send(new SetQueueAttributesCommand({ QueueUrl: lane, Attributes }));

    const unknownMessage = { messageId: 'msg_00000000000000000000000000000000', tenant: 'nobody' };
    const poison = ['not JSON', '{"messageId":1}', JSON.stringify(unknownMessage), '\u{1F4A5}'];
    await Promise.all(
      poison.map((MessageBody) =>
        queues.client.send(new SendMessageCommand({ QueueUrl: lane, MessageBody })),
      ),
    );
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        steady.send({ to: '+447700900001', body: `Beside the poison ${i}`, type: 'promotional' }),
      ),
    );
    await eventually(() => {
      for (const { messageId } of sent)
        expect(steady.events.of(messageId).map(({ data }) => data.status)).toEqual(['sent', 'delivered']);
    });

    const setAside = new Set<string | undefined>();
    const receive = { QueueUrl: deadLetters, MaxNumberOfMessages: 10, VisibilityTimeout: 1 };
    await eventually(async () => {
      const { Messages = [] } = await queues.client.send(new ReceiveMessageCommand(receive));
      for (const { Body } of Messages) setAside.add(Body);
      expect([...setAside]).toEqual(expect.arrayContaining(poison));
      expect(await queues.depth(lane)).toBe(0);
    });
    for (const { token, submits } of await steady.ledger()) {
      expect(submits).toBe(1);
      expect(sent.map(({ messageId }) => messageId)).toContain(messageOf(token));
    }
  });

  test('delivers each text once that was sent while the carrier was down', async ({ expect }) => {
    const outage = (seconds: number) =>
      fetch(`${shaken.run.carrierSimulatorUrl}/_simulator/outage`, {
        method: 'POST',
        body: JSON.stringify({ seconds }),
      });
    const send = (i: number) =>
      shaken.send({
        to: `+4477009007${String(i).padStart(2, '0')}`,
        body: `Through the outage ${i}`,
        type: (['otp', 'transactional'] as const)[i % 2],
      });
    const ids = (from: number) => Array.from({ length: 20 }, (_, i) => from + i);
    const early = await Promise.all(ids(0).map(send));
    expect((await outage(4)).status).toBe(202);
    const late = await Promise.all(ids(20).map(send));
    const sent = [...early, ...late];

    await eventually(async () => {
      for (const { messageId } of sent)
        expect(shaken.events.of(messageId).at(-1)?.type).toMatch(/delivered|unknown/);
    });
    const ledger = await shaken.ledger();
    for (const { messageId } of sent) {
      const submits = ledger.filter(({ token }) => messageOf(token) === messageId);
      const message = await shaken.find(messageId);
      // One that was on its way when the carrier went down may have been lost on the wire: then it stays unknown.
      const taken = message.status === 'delivered' ? [[1, 1]] : [];
      expect(submits.map((entry) => [entry.submits, entry.taken])).toEqual(taken);
      expect(shaken.events.of(messageId).map(({ data }) => data.version)).toEqual(
        message.timeline.slice(1).map(({ version }) => version),
      );
    }
    // Nothing was on the wire when the carrier was down, so nothing is in doubt.
    for (const { messageId } of late) {
      const { status, attempts } = await shaken.find(messageId);
      expect([status, attempts.at(-1)?.result]).toEqual(['delivered', 'accepted']);
    }
  });
});
