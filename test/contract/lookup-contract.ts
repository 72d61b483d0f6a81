import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Carrier, LookupAnswer, LookupRequest } from '../../core/carrier.ts';
import { fakeSecrets } from '../support/carrier-deps.ts';
import { submitRequest } from '../support/submit-request.ts';
import { answer, startWireServer } from '../support/wire-server.ts';
import type { CarrierHarness, LookupHarness } from './carrier-harness.ts';
import { misbehaviours } from './misbehaviour.ts';

const deadlineMs = 500;

const lookupRequest = (overrides: Partial<LookupRequest> = {}): LookupRequest => {
  const { attemptId, recipient, sender = '', text } = submitRequest();
  return { attemptId, recipient, sender, text, submittedAt: new Date(), deadlineMs, ...overrides };
};

const lookUp = (carrier: Carrier, request: LookupRequest): Promise<LookupAnswer> => {
  if (!carrier.lookup) throw new Error(`${carrier.name} has no look-up`);
  return carrier.lookup(request);
};

const idsOf = (found: LookupAnswer): string[] =>
  found.kind === 'found' ? found.receipts.map(({ carrierMessageId }) => carrierMessageId) : [found.kind];

const simulated = (harness: CarrierHarness, { byAttempt }: LookupHarness): void => {
  let simulator: Awaited<ReturnType<CarrierHarness['simulate']>>;
  let carrier: Carrier;
  beforeAll(async () => {
    simulator = await harness.simulate();
    carrier = await harness.open(simulator.url);
  });
  afterAll(() => simulator.stop());

  const submitted = async (recipient: string) => {
    const submittedAt = new Date();
    const request = submitRequest({ recipient, deadlineMs: 1500 });
    const outcome = await carrier.submit(request);
    const id = outcome.ok ? outcome.value.carrierMessageId : undefined;
    return { id, request: lookupRequest({ ...request, submittedAt, deadlineMs: 1500 }) };
  };

  test('finds a text that was taken, by the id that the submit had', async () => {
    const { id, request } = await submitted('+447700900501');
    const found = await lookUp(carrier, request);
    expect(idsOf(found)).toEqual([id]);
    expect(JSON.stringify(found)).not.toMatch(/hello|4477/);
  });

  test('finds a text that was taken although the answer was an error, and tells what became of it', async () => {
    const { id, request } = await submitted('+447700900006');
    expect(id).toBeUndefined();
    await expect
      .poll(async () => lookUp(carrier, request), { timeout: 3000 })
      .toMatchObject({ kind: 'found', receipts: [{ carrier: carrier.name, status: 'delivered' }] });
  });

  test('is sure that a text was not taken', async () => {
    const { request } = await submitted('+447700900007');
    expect(await lookUp(carrier, request)).toEqual({ kind: 'found', receipts: [] });
  });

  test(`tells two texts alike apart: ${byAttempt ? 'by the attempt' : 'not, and gives both'}`, async () => {
    const [first, second] = [await submitted('+447700900502'), await submitted('+447700900502')];
    const ids = idsOf(await lookUp(carrier, first.request));
    expect(new Set(ids)).toEqual(new Set(byAttempt ? [first.id] : [first.id, second.id]));
  });

  test('knows nothing of texts of another time', async () => {
    const { request } = await submitted('+447700900503');
    const submittedAt = new Date(request.submittedAt.getTime() - 3_600_000);
    expect(await lookUp(carrier, { ...request, submittedAt })).toEqual({ kind: 'found', receipts: [] });
  });
};

const wire = (harness: CarrierHarness, { entry, page, open, secret }: LookupHarness): void => {
  const request = lookupRequest();
  const ids = ['0'.repeat(32), '1'.repeat(32)].map((digits) => `SM${digits}`);

  test('follows the list to its last page, at the same place', async () => {
    const pages = ids.map((id, i) => page([entry(id, request)], i === 0));
    const server = await startWireServer((socket) => answer(socket, 200, pages.shift() ?? ''));
    const found = await lookUp(await harness.open(server.url), request);
    await server.close();
    expect(idsOf(found)).toEqual(ids);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    const [first, second] = server.requests.map(({ path }) => new URL(path, server.url));
    expect(second?.pathname).toBe(first?.pathname);
    expect(second?.search).not.toBe(first?.search);
  });

  test('gives up on a list that does not end', async () => {
    const server = await startWireServer((socket) =>
      answer(socket, 200, page([entry('SM1', request)], true)),
    );
    expect(await lookUp(await harness.open(server.url), request)).toEqual({ kind: 'unclear' });
    await server.close();
    expect(server.requests.length).toBeLessThanOrEqual(10);
  });

  test('takes no entry that it cannot read for a text that is not there', async () => {
    const server = await startWireServer((socket) => answer(socket, 200, page([{ unlike: 'any' }], false)));
    expect(await lookUp(await harness.open(server.url), request)).toEqual({ kind: 'unclear' });
    await server.close();
  });

  for (const { what, behave } of misbehaviours) {
    test(`learns nothing from «${what}», in time and without a POST`, async () => {
      const server = await startWireServer((socket) => behave(socket, harness));
      const carrier = await harness.open(server.url);
      const startedAt = performance.now();
      expect(await lookUp(carrier, request)).toEqual({ kind: 'unclear' });
      expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 250);
      await sleep(20);
      expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
      await server.close();
    });
  }

  test('keeps to its deadline over all pages together', async () => {
    const server = await startWireServer((socket) => {
      setTimeout(() => answer(socket, 200, page([entry('SM1', request)], true)), 150);
    });
    const startedAt = performance.now();
    expect(await lookUp(await harness.open(server.url), request)).toEqual({ kind: 'unclear' });
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 250);
    await server.close();
  });

  test('reads the credentials afresh after a 401', async () => {
    const secrets = fakeSecrets(secret);
    const server = await startWireServer((socket) => answer(socket, 401, '{}'));
    const carrier = await open(server.url, { secrets: secrets.store });
    expect(await lookUp(carrier, request)).toEqual({ kind: 'unclear' });
    await server.close();
    expect(secrets.forgotten).toEqual(['arn']);
  });

  test('asks nobody when the secret cannot be read', async () => {
    const server = await startWireServer((socket) => answer(socket, 200, page([], false)));
    const carrier = await open(server.url, { secrets: fakeSecrets('no JSON').store });
    expect(await lookUp(carrier, request)).toEqual({ kind: 'unclear' });
    await server.close();
    expect(server.requests).toEqual([]);
  });
};

/** What every look-up must do: "not there" only when that is sure, nothing thrown, nothing sent. */
export const describeLookup = (name: string, harness: CarrierHarness, lookup: LookupHarness): void => {
  describe(`${name} look-up`, () => {
    simulated(harness, lookup);
    wire(harness, lookup);
  });
};
