import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dividesInItsOwnWay } from '../../adapters/carriers/registry.ts';
import type { FailureKind } from '../../core/failures.ts';
import { selfSigned } from '../support/self-signed.ts';
import { submitRequest } from '../support/submit-request.ts';
import { answer, freePort, startWireServer } from '../support/wire-server.ts';
import type { CarrierHarness, ScriptedHarness } from './carrier-harness.ts';
import { misbehaviours } from './misbehaviour.ts';

const deadlineMs = 500;

/** How a submit to each scripted recipient ends: a kind of failure, or taken. */
const outcomes: readonly (readonly [recipient: string, ended: FailureKind | 'taken'])[] = [
  ['+447700900500', 'taken'],
  ['+447700900001', 'taken'],
  ['+447700900002', 'taken'],
  ['+447700900003', 'permanent'],
  ['+447700900004', 'temporary'],
  ['+447700900005', 'taken'],
  ['+447700900006', 'ambiguous'],
  ['+447700900007', 'ambiguous'],
  ['+447700900008', 'ambiguous'],
  ['+447700900009', 'taken'],
  ['+447700900010', 'taken'],
  ['+447700900011', 'taken'],
  ['+447700900012', 'taken'],
  ['+447700900013', 'taken'],
  ['+447700900014', 'taken'],
];

const texts = [
  { encoding: 'gsm7', text: `@£$¥èéùìòÇ\nØøÅå {[~]}\\|^€ +&=%20;"'<>?` },
  { encoding: 'ucs2', text: 'こんにちは 👩‍👩‍👧 “quoted” \u00a0 ٢ é' },
] as const;

const simulatedOutcomes = (harness: ScriptedHarness): void => {
  let carrier: Awaited<ReturnType<ScriptedHarness['simulate']>>;
  beforeAll(async () => {
    carrier = await harness.simulate();
  });
  afterAll(() => carrier.stop());

  for (const [recipient, ended] of outcomes) {
    test(`ends a submit to ${recipient} as ${ended}, after one request`, async () => {
      const adapter = await (carrier.open?.() ?? harness.open(carrier.url));
      const outcome = await adapter.submit(submitRequest({ recipient, deadlineMs: 1500 }));
      expect(outcome.ok ? 'taken' : outcome.failure.kind).toBe(ended);
      expect(await carrier.submits(recipient)).toBe(1);
    });
  }
};

const wire = (harness: CarrierHarness): void => {
  for (const { encoding, text } of texts) {
    test(`submits ${encoding} text as it is`, async () => {
      const { status, body, carrierMessageId } = harness.accepted;
      const server = await startWireServer((socket) => answer(socket, status, body));
      const carrier = await harness.open(server.url);
      const outcome = await carrier.submit(submitRequest({ encoding, text }));
      await server.close();
      expect(outcome).toEqual({ ok: true, value: { carrierMessageId } });
      expect(server.requests.map((request) => harness.textOf(request))).toEqual([text]);
    });
  }

  for (const { what, behave, kind, code, retryAfterSeconds } of misbehaviours) {
    test(`takes «${what}» for ${kind}, after one POST and in time`, async () => {
      const server = await startWireServer((socket) => behave(socket, harness));
      const carrier = await harness.open(server.url);
      const startedAt = performance.now();
      const outcome = await carrier.submit(submitRequest({ deadlineMs }));
      expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 250);
      expect(outcome).toMatchObject({ ok: false, failure: { kind, code } });
      expect(outcome.ok ? undefined : outcome.failure.retryAfterSeconds).toBe(retryAfterSeconds);
      await sleep(50);
      expect(server.requests.map(({ method }) => method)).toEqual(['POST']);
      await server.close();
    });
  }

  test('never takes a reset before the request was read for a yes or a final no', async () => {
    const server = await startWireServer(() => {}, { onConnection: (socket) => socket.resetAndDestroy() });
    const outcome = await (await harness.open(server.url)).submit(submitRequest({ deadlineMs }));
    await server.close();
    expect(outcome.ok ? 'taken' : outcome.failure.kind).toMatch(/^(temporary|ambiguous)$/);
    expect(server.connections()).toBe(1);
  });

  test('knows that nothing was sent when the carrier cannot be reached', async () => {
    const tls = await startWireServer((socket) => answer(socket, 200, ''), { tls: selfSigned() });
    const nowhere = ['http://carrier.invalid', `http://127.0.0.1:${await freePort()}`, tls.url];
    for (const url of nowhere) {
      const outcome = await (await harness.open(url)).submit(submitRequest({ deadlineMs }));
      expect(outcome, url).toMatchObject({
        ok: false,
        failure: { kind: 'temporary', code: 'carrier_unreachable' },
      });
    }
    await tls.close();
    expect(tls.requests).toEqual([]);
  });

  test('names neither number nor text in a failure', async () => {
    const echo = 'hello +447700900500';
    const server = await startWireServer((socket) =>
      answer(socket, 400, JSON.stringify({ code: echo, message: echo })),
    );
    const outcome = await (await harness.open(server.url)).submit(submitRequest());
    await server.close();
    expect(JSON.stringify(outcome)).not.toMatch(/hello|4477/);
  });
};

/** What every carrier's adapter must do, whatever its wire format. */
export const describeSubmits = (name: string, harness: ScriptedHarness | CarrierHarness): void => {
  describe(`${[name, harness.api].filter(Boolean).join(' ')} submits`, () => {
    test('declares its name and traits', async () => {
      const carrier = await harness.open('http://127.0.0.1:9');
      expect({ name: carrier.name, traits: carrier.traits }).toEqual({ name, traits: harness.traits });
      expect(carrier.lookup !== undefined).toBe(carrier.traits.lookup);
      expect(dividesInItsOwnWay(name)).toBe(carrier.traits.segmentsBy === 'carrier');
    });
    simulatedOutcomes(harness);
    if ('textOf' in harness) wire(harness);
  });
};
