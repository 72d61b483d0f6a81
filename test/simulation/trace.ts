import { hashText, mix } from './draws.ts';

/** What happened in a run, in order, and a hash of it: the same seed gives the same hash. */
export class Trace {
  readonly lines: string[] = [];
  private mixed = 0;
  private readonly now: () => number;
  private readonly start: number;

  constructor(now: () => number) {
    this.now = now;
    this.start = now();
  }

  note(what: string): void {
    const line = `${((this.now() - this.start) / 1000).toFixed(3).padStart(10)} ${what}`;
    this.mixed = mix(this.mixed, hashText(line));
    this.lines.push(line);
  }

  get hash(): string {
    return this.mixed.toString(16).padStart(8, '0');
  }
}
