import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { printable, safeJson } from './printable.ts';

/** Where results go, and where the person is. */
export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A part of the result for a program: one JSON object a line. */
  printJson(value: unknown): void;
  /** A line for the person, beside the result. */
  say(line: string): void;
  /** How far it is, each time instead of the line before; nobody sees it who is no person. */
  progress(line: string): void;
  /** The answer to a question, or undefined where nobody can be asked. */
  ask(question: string): Promise<string | undefined>;
  /** What is piped in. */
  readInput(): Promise<string>;
}

const clearLine = '\r\u001b[K';

export const openTerminal = ({ stdin, stdout, stderr }: NodeJS.Process): Terminal => {
  let progressing = false;
  const endProgress = (): void => {
    if (progressing) stderr.write(clearLine);
    progressing = false;
  };
  return {
    print: (line) => {
      endProgress();
      stdout.write(`${printable(line)}\n`);
    },
    printJson: (value) => {
      endProgress();
      stdout.write(`${safeJson(value)}\n`);
    },
    say: (line) => {
      endProgress();
      stderr.write(`${printable(line)}\n`);
    },
    progress: (line) => {
      if (!stderr.isTTY) return;
      stderr.write(`${clearLine}${printable(line)}`);
      progressing = true;
    },
    ask: async (question) => {
      if (!stdin.isTTY) return undefined;
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(`${printable(question)} `);
      } finally {
        lines.close();
      }
    },
    readInput: () => text(stdin),
  };
};
