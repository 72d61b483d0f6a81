type Due = { readonly at: number; readonly order: number; readonly act: () => void };

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap of what is due. */
class Agenda {
  private readonly heap: Due[] = [];

  get isEmpty(): boolean {
    return this.heap.length === 0;
  }

  add(due: Due): void {
    let place = this.heap.push(due) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.heap[above];
      if (!parent || isBefore(parent, due)) break;
      this.heap[place] = parent;
      place = above;
    }
    this.heap[place] = due;
  }

  take(): Due | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (last && this.heap.length > 0) this.sink(last);
    return first;
  }

  private sink(due: Due): void {
    let place = 0;
    for (;;) {
      const [left, right] = [this.heap[2 * place + 1], this.heap[2 * place + 2]];
      const isLeft = left !== undefined && (right === undefined || isBefore(left, right));
      const next = isLeft ? left : right;
      if (next === undefined || isBefore(due, next)) break;
      this.heap[place] = next;
      place = 2 * place + (isLeft ? 1 : 2);
    }
    this.heap[place] = due;
  }
}

/** Lets every promise that can go on go on: what the simulated code waits for is only ever this simulation. */
const settlePromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that jumps from one thing that is due to the next. Everything happens one after the other, in one order. */
export class VirtualTime {
  /** Milliseconds since 1970. */
  now: number;
  private readonly agenda = new Agenda();
  private planned = 0;

  constructor(start: number) {
    this.now = start;
  }

  after(ms: number, act: () => void): void {
    this.at(this.now + ms, act);
  }

  at(time: number, act: () => void): void {
    this.planned += 1;
    this.agenda.add({ at: Math.max(time, this.now), order: this.planned, act });
  }

  /** Until nothing is due any more. */
  async run(): Promise<void> {
    while (!this.agenda.isEmpty) {
      const due = this.agenda.take();
      if (!due) return;
      this.now = due.at;
      due.act();
      await settlePromises();
    }
  }
}
