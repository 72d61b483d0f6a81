import type { DeadLetterNote } from '../../core/dead-letter-note.ts';
import type { DeadLetterNoteReader, DeadLetterNotes } from '../../core/ports.ts';

export class FakeDeadLetterNotes implements DeadLetterNotes, DeadLetterNoteReader {
  readonly notes = new Map<string, DeadLetterNote>();
  failNext = false;

  async add(entryId: string, note: DeadLetterNote) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the table is down');
    }
    this.notes.set(entryId, note);
  }

  async findAll(entryIds: readonly string[]) {
    return new Map([...this.notes].filter(([entryId]) => entryIds.includes(entryId)));
  }
}
