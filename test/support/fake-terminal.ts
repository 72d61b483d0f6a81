import { printable, safeJson } from '../../bin/sms/printable.ts';
import type { Terminal } from '../../bin/sms/terminal.ts';

/** Remembers what is printed and said, answers questions with `answer`, and has `input` piped in. */
export class FakeTerminal implements Terminal {
  readonly printed: string[] = [];
  readonly said: string[] = [];
  readonly asked: string[] = [];
  readonly progressed: string[] = [];
  answer: string | undefined;
  input = '';

  // As arrows, because some are handed on as functions.
  readonly print = (line: string): void => {
    this.printed.push(printable(line));
  };
  readonly printJson = (value: unknown): void => {
    this.printed.push(safeJson(value));
  };
  readonly say = (line: string): void => {
    this.said.push(printable(line));
  };

  progress(line: string) {
    this.progressed.push(line);
  }

  async ask(question: string) {
    this.asked.push(question);
    return this.answer;
  }

  async readInput() {
    return this.input;
  }

  /** What a program reads: one JSON object a line. */
  get json(): unknown[] {
    return this.printed.map((line) => JSON.parse(line));
  }
}
