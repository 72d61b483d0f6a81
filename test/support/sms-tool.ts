import { runSms } from '../../bin/sms/program.ts';
import type { Surroundings } from '../../bin/sms/surroundings.ts';
import { FakeTerminal } from './fake-terminal.ts';

/** An environment, a disk and a network with nothing in them. */
export const nothingAround = (terminal = new FakeTerminal()): Surroundings => ({
  terminal,
  environment: {},
  readFile: () => undefined,
  fetch: async () => {
    throw new Error('nothing is to be fetched');
  },
  sleep: async () => {},
  now: () => new Date('2026-11-22T12:00:00Z'),
  signal: new AbortController().signal,
});

type Given = Partial<Omit<Surroundings, 'terminal' | 'readFile'>> & {
  readonly files?: Readonly<Record<string, string>>;
};

/** The `sms` tool with nothing around it but what is given. */
export const smsTool =
  ({ files = {}, ...given }: Given = {}) =>
  async (args: readonly string[], setUp: (terminal: FakeTerminal) => void = () => {}) => {
    const terminal = new FakeTerminal();
    setUp(terminal);
    const around = { ...nothingAround(terminal), readFile: (path: string) => files[path], ...given };
    const code = await runSms(args, around);
    return { code, terminal, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
  };
