import { hashText, mix } from './draws.ts';

/** What happened in a run, in order, and a hash of it: the same seed gives the same hash. */
export class Trace {
  private readonly notes: { readonly at: number; readonly what: string }[] = [];
  private mixed = 0;
  private readonly now: () => number;
  private readonly start: number;

  constructor(now: () => number) {
    this.now = now;
    this.start = now();
  }

  note(what: string): void {
    const at = this.now() - this.start;
    this.mixed = mix(mix(this.mixed, at), hashText(what));
    this.notes.push({ at, what });
  }

  /** Made when somebody wants to read them: that is once in many runs. */
  get lines(): string[] {
    return this.notes.map(({ at, what }) => `${(at / 1000).toFixed(3).padStart(10)} ${what}`);
  }

  get hash(): string {
    return this.mixed.toString(16).padStart(8, '0');
  }
}
