import type { MessageId } from '../../core/ids.ts';
import type { MessageState } from '../../core/message-state.ts';

import { isErased, type MessageRecord, type OutboundMessage } from '../../core/outbound-message.ts';
import type {
  MessageEraser,
  MessageReader,
  MessageStore,
  StatusReader,
  StatusStore,
  StoredState,
} from '../../core/ports.ts';

export class FakeMessageStore implements MessageStore, MessageReader, MessageEraser {
  readonly rows = new Map<MessageId, MessageRecord>();

  async add(message: OutboundMessage) {
    const existing = this.rows.get(message.messageId);
    if (existing) return { added: false as const, existing };
    this.rows.set(message.messageId, message);
    return { added: true as const };
  }

  async find(messageId: MessageId) {
    return this.rows.get(messageId);
  }

  async findAll(messageIds: readonly MessageId[]) {
    return messageIds.flatMap((messageId) => this.rows.get(messageId) ?? []);
  }

  async erase(messageId: MessageId, at: Date, and?: 'hide') {
    const message = this.rows.get(messageId);
    const mark = and === 'hide' ? { deletedAt: at.toISOString() } : {};
    if (!message) return;
    if (isErased(message)) {
      this.rows.set(messageId, { ...mark, ...message });
      return;
    }
    const { recipient: _recipient, body: _body, sender: _sender, metadata: _metadata, ...kept } = message;
    this.rows.set(messageId, { ...kept, erasedAt: at.toISOString(), ...mark });
  }
}

/** Keeps the promise of a conditional write, and can be told to fail or to let another writer in first. */
export class FakeStatusStore implements StatusStore, StatusReader {
  readonly rows = new Map<MessageId, StoredState>();
  readonly links = new Map<string, MessageId>();
  /** Runs once before the next save, as a racing writer would. */
  beforeNextSave: (() => Promise<void>) | undefined;
  private writes = 0;

  async find(messageId: MessageId) {
    return this.rows.get(messageId);
  }

  async findAll(messageIds: readonly MessageId[]) {
    return messageIds.flatMap((messageId) => this.rows.get(messageId)?.state ?? []);
  }

  async save(state: MessageState, revision: string | undefined): Promise<StoredState | 'conflict'> {
    const race = this.beforeNextSave;
    this.beforeNextSave = undefined;
    await race?.();
    if (this.rows.get(state.messageId)?.revision !== revision) return 'conflict';
    this.writes += 1;
    const stored = { state: structuredClone(state), revision: `r${this.writes}` };
    this.rows.set(state.messageId, stored);
    return stored;
  }

  async link(carrier: string, carrierMessageId: string, { messageId }: MessageState) {
    this.links.set(`${carrier} ${carrierMessageId}`, messageId);
  }

  async findLinked(carrier: string, carrierMessageId: string) {
    return this.links.get(`${carrier} ${carrierMessageId}`);
  }

  /** The status of a message that must have one. */
  stateOf(messageId: MessageId): MessageState {
    const stored = this.rows.get(messageId);
    if (!stored) throw new Error(`no status of ${messageId}`);
    return stored.state;
  }
}
