import { expect, test } from 'vitest';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { claim } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { transition } from '../../core/transition.ts';
import { aMessage, aReceipt, messageId } from '../support/builders.ts';
import { FakeEventBus } from '../support/fake-ports.ts';
import { FakeStatusStore } from '../support/fake-stores.ts';

const at = new Date('2026-11-22T10:00:00.000Z');

/** Applies the write, lets another writer in on top of it, and only then answers: with a conflict. */
class LosingStatusStore extends FakeStatusStore {
  onLostAnswer: (() => Promise<void>) | undefined;

  override async save(...args: Parameters<FakeStatusStore['save']>) {
    const saved = await super.save(...args);
    const lost = this.onLostAnswer;
    this.onLostAnswer = undefined;
    if (!lost) return saved;
    await lost();
    return 'conflict';
  }
}

test('publishes what was written though its answer was lost and another wrote on top of it', async () => {
  const statuses = new LosingStatusStore();
  const events = new FakeEventBus();
  const read = await statuses.save(claim(acceptedState(aMessage()), 'twilio', at), undefined);
  if (read === 'conflict') throw new Error('the row was new');

  const merge = async (status: 'sent' | 'delivered') => {
    const found = await statuses.find(messageId);
    if (!found) throw new Error('the row is gone');
    await transition({ statuses, events }, found, (state) => applyReceipt(state, aReceipt({ status }), at));
  };
  statuses.onLostAnswer = () => merge('delivered');
  await merge('sent');

  expect(new Set(events.ids)).toEqual(new Set(['1 sms.message.sent', '2 sms.message.delivered']));
});
