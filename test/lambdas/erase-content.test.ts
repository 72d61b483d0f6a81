import { beforeEach, describe, expect, test } from 'vitest';
import { abandonClaim, claim, recordOutcome } from '../../core/lifecycle.ts';
import type { MessageState } from '../../core/message-state.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { refuseClaim } from '../../core/refuse-claim.ts';
import { createEraseContent } from '../../lambdas/erase-content/erase-content.ts';
import { createGetMessage } from '../../lambdas/get-message/get-message.ts';
import { aMessage, messageId } from '../support/builders.ts';
import { FakeClock, silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

const expired = { status: 'expired', failureCode: 'validity_passed' } as const;

let clock: FakeClock;
let messages: FakeMessageStore;
let statuses: FakeStatusStore;

beforeEach(async () => {
  clock = new FakeClock();
  messages = new FakeMessageStore();
  statuses = new FakeStatusStore();
  await messages.add(aMessage({ sender: 'ACME', metadata: { name: 'Ada' } }));
});

const erase = (tenant = 'acme', id: string | undefined = messageId) =>
  createEraseContent({ messages, statuses, clock: clock.now, log: silentLog })(tenant, id);

const accepted = acceptedState(aMessage());
const claimed = () => claim(accepted, 'twilio', clock.now());
const sent = () => recordOutcome(claimed(), 1, { ok: true, value: { carrierMessageId: 'c1' } }, clock.now());

describe('erasing', () => {
  test('leaves status and timeline, and nothing of number, text, sender and metadata', async () => {
    await statuses.save(sent(), undefined);
    await erase();
    const shown = await createGetMessage({ messages, statuses })('acme', messageId);
    expect(shown).toMatchObject({ status: 'sent', erasedAt: '2026-11-01T12:00:00.000Z', attempts: [{}] });
    for (const gone of ['to', 'body', 'from', 'metadata']) expect(shown).not.toHaveProperty(gone);
    expect(JSON.stringify([shown, ...messages.rows.values()])).not.toMatch(/447700900001|parcel|ACME|Ada/);
  });

  test('takes the number out of the status too, where events show it', async () => {
    messages.rows.set(messageId, aMessage({ numberInEvents: true }));
    await statuses.save({ ...sent(), recipientNumber: '+447700900001' }, undefined);
    await erase();
    expect((await statuses.find(messageId))?.state).not.toHaveProperty('recipientNumber');
  });

  test('again changes nothing', async () => {
    await statuses.save(sent(), undefined);
    await erase();
    clock.pass(60);
    await erase();
    expect(messages.rows.get(messageId)).toMatchObject({ erasedAt: '2026-11-01T12:00:00.000Z' });
  });

  test.each<[string, () => MessageState | undefined]>([
    ['accepted and without a row', () => undefined],
    ['accepted', () => accepted],
    ['being submitted', claimed],
    ['unknown, and may be settled by another submit', () => abandonClaim(claimed(), clock.now())],
  ])('is refused while the message is %s', async (_what, state) => {
    const row = state();
    if (row) await statuses.save(row, undefined);
    await expect(erase()).rejects.toMatchObject({ code: 'not_erasable' });
    expect(messages.rows.get(messageId)).toMatchObject({ body: 'Your parcel is here.' });
  });

  test('is lawful once nothing can be submitted any more, unknown or not', async () => {
    await statuses.save(abandonClaim(claimed(), clock.now()), undefined);
    clock.pass(86_400);
    await erase();
    expect(messages.rows.get(messageId)).toHaveProperty('erasedAt');
  });

  test('is lawful for what expired', async () => {
    await statuses.save(refuseClaim(claimed(), 1, expired, clock.now()), undefined);
    await erase();
    expect(messages.rows.get(messageId)).toHaveProperty('erasedAt');
  });

  test.each([
    ['of another tenant', 'globex', messageId],
    ['that never was', 'acme', `msg_${'ff'.repeat(16)}`],
    ['with an id that is none', 'acme', 'x'],
  ])('a message %s finds nothing', async (_what, tenant, id) => {
    await statuses.save(sent(), undefined);
    await expect(erase(tenant, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(messages.rows.get(messageId)).toMatchObject({ body: 'Your parcel is here.' });
  });
});
