import { createServer } from 'node:http';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinal } from '../../core/status.ts';
import { createFinder } from '../support/canary/find-planted.ts';
import { createPlant, type PlantedKind, spellingsOf } from '../support/canary/plant.ts';
import { createSower } from '../support/canary/sow.ts';
import { createWatch, type Writing, writingsOf } from '../support/canary/watch.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { openQueues } from '../support/queues.ts';

/** Where planted values may lie, and why. */
const allowed: readonly (readonly [where: RegExp, kinds: readonly PlantedKind[], why: string])[] = [
  [/^(a call to dynamodb|rows of) Messages$/, ['number', 'words', 'code'], 'it is what texts are kept in'],
  [/^a call to dynamodb Messages$/, ['credential'], 'callback URLs are kept with their message'],
  [/^rows of Messages$/, ['credential'], 'the same'],
  [/^a call to secretsmanager$/, ['credential'], 'it is what secrets are kept in'],
  [/^a call to sns$/, ['number', 'words', 'code'], 'SNS is a carrier: it is told what to send to whom'],
  [/^an entry$/, ['poison'], 'whoever poisoned the queue wrote it himself'],
  [/^a call to sqs$/, ['poison'], 'the same, as it is read from the queue'],
];

/** Where no planted value may lie. */
const looked: readonly RegExp[] = [
  /^log /,
  /^the terminal$/,
  /^an event$/,
  /^an error answer$/,
  /^attributes of a queue$/,
  /^attributes of an entry$/,
  /^a call to events$/,
  /^(a call to dynamodb|rows of) (Statuses|Usage|ApiKeys)$/,
];

/** A customer's server that takes no status callback. */
const callbacks = createServer((_, response) => response.writeHead(503).end());

const watch = createWatch();
let pipeline: Pipeline;
let callbackUrl: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => callbacks.listen(0, '127.0.0.1', resolve));
  const address = callbacks.address();
  callbackUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  pipeline = await startPipeline({ gates: [watch.gate] });
});
afterAll(async () => {
  callbacks.close();
  callbacks.closeAllConnections();
  await pipeline.stop();
});

const plant = createPlant();

/** Puts what no step can read into every queue that feeds one, and waits until all of it was given up. */
const poisonQueues = async (): Promise<void> => {
  const queues = openQueues(pipeline.run.awsEndpoint);
  const { QueueUrls = [] } = await queues.client.send(new ListQueuesCommand({}));
  const fed = QueueUrls.filter((url) => !/DeadLetter|FailedPushes/.test(url));
  for (const QueueUrl of fed) {
    // Entries that fail come back at once, not after a minute each.
    const Attributes = { VisibilityTimeout: '1' };
    await queues.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const poisons = [plant.poison(), JSON.stringify({ messageId: plant.poison(), text: plant.poison() })];
    for (const MessageBody of poisons) {
      await queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    }
  }
  for (const url of fed) {
    const deadLetters = await queues.deadLettersOf(url);
    await eventually(async () => expect(await queues.depth(deadLetters)).toBe(2));
  }
};

/** The secrets that the stack made for itself. */
const plantOwnSecrets = async (): Promise<void> => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SecretsManagerClient({
    ...{ endpoint: pipeline.run.awsEndpoint, region: 'us-east-1', credentials },
  });
  for (const { type, logicalId, created } of pipeline.cloud.resources.values()) {
    if (type !== 'AWS::SecretsManager::Secret' || !/Key/.test(logicalId)) continue;
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: created.ref }));
    plant.credential(SecretString);
  }
  plant.credential(pipeline.run.apiKey);
};

test('of 1,000 numbers, texts, codes and keys none is where it does not belong', async () => {
  await plantOwnSecrets();
  const sower = createSower(pipeline, plant, callbackUrl);
  await sower.sowAll();
  expect(sower.accepted.length).toBeGreaterThan(200);
  await eventually(() => {
    const final = pipeline.events.all.filter(({ data }) => isFinal(data.status));
    const ended = new Set(final.map(({ data }) => data.messageId));
    expect(sower.accepted.filter((id) => !ended.has(id))).toEqual([]);
  });
  await poisonQueues();

  const { planted } = plant;
  expect(planted.length).toBeGreaterThanOrEqual(1_000);
  expect(new Set(planted.map(({ value }) => value)).size).toBe(planted.length);

  const find = createFinder(planted);
  const writings = [...(await writingsOf(pipeline)), ...watch.calls, ...sower.refusals];
  const mayHold = (where: string, kind: PlantedKind): boolean =>
    allowed.some(([pattern, kinds]) => pattern.test(where) && kinds.includes(kind));
  const leaks = writings.flatMap(({ where, text }: Writing) =>
    find(text).flatMap(({ kind, value }) => (mayHold(where, kind) ? [] : [`${kind} ${value} in ${where}`])),
  );
  expect([...new Set(leaks)]).toEqual([]);

  // Every place was looked at, and where texts are kept they are found.
  for (const place of [...allowed.map(([where]) => where), ...looked]) {
    expect(writings.filter(({ where }) => place.test(where))).not.toEqual([]);
  }
  expect(writings.some(({ where, text }) => /^log /.test(where) && text.includes('"_aws"'))).toBe(true);
  const kept = writings.filter(({ where }) => where === 'rows of Messages').map(({ text }) => text);
  expect(find(kept.join()).length).toBeGreaterThan(500);
});

test.each(['as it is', 'in a URL', 'in Base64', 'in hexadecimal'])('finds a value %s', (how) => {
  const disguise = (value: string): string => {
    if (how === 'in a URL') return `?to=${encodeURIComponent(value)}&x=1`;
    if (how === 'in Base64') return Buffer.from(`{"to":"${value}"}`).toString('base64');
    return how === 'in hexadecimal' ? Buffer.from(value, 'utf16le').swap16().toString('hex') : `"${value}"`;
  };
  const own = createPlant();
  own.number();
  own.words();
  own.code();
  const find = createFinder(own.planted);
  for (const value of own.planted) {
    const spellings = value.kind === 'number' ? spellingsOf(value.value) : [value.value];
    for (const spelling of spellings) expect(find(disguise(spelling))).toEqual([value]);
  }
  expect(find(disguise('+447700900999'))).toEqual([]);
});
