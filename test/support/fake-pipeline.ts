import type { Carrier } from '../../core/carrier.ts';
import { createIngestReceipt } from '../../lambdas/ingest-receipt/ingest-receipt.ts';
import { createSendMessage, type SendMessageDeps } from '../../lambdas/send-message/send-message.ts';
import {
  FakeClock,
  FakeEventBus,
  FakeLaneQueue,
  FakeOptOuts,
  FakeReconcileQueue,
  silentLog,
} from './fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from './fake-stores.ts';

/** The fakes that the steps of a message share, and the steps over them. */
export class FakePipeline {
  readonly clock = new FakeClock();
  readonly messages = new FakeMessageStore();
  readonly statuses = new FakeStatusStore();
  readonly events = new FakeEventBus();
  readonly queue = new FakeLaneQueue();
  readonly reconcile = new FakeReconcileQueue();
  readonly optOuts = new FakeOptOuts();

  /** @param more ports that are added, or that stand in for the pipeline's own */
  sender(carriers: readonly Carrier[], more: Partial<SendMessageDeps> = {}) {
    return createSendMessage({
      ...this,
      carriers: new Map(carriers.map((carrier) => [carrier.name, carrier])),
      clock: this.clock.now,
      jitter: () => 1,
      log: silentLog,
      ...more,
    });
  }

  get ingest() {
    return createIngestReceipt({ ...this, clock: this.clock.now });
  }
}
