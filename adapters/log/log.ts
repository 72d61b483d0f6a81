import { Fault } from '../../core/fault.ts';
import type { Log, LogFields } from '../../core/ports.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** The class and the place of an error. Its message only where it is ours: others may quote a number or a text. */
const describe = (error: unknown): object => {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    name: error.name,
    ...(error instanceof Fault && { message: error.message }),
    at: frames.slice(0, 4).map((frame) => frame.trim()),
  };
};

/** Writes one JSON object a line to standard output, which Lambda carries to CloudWatch Logs. */
export const createLog = (
  level: LogLevel,
  write: (line: string) => void = (line) => process.stdout.write(line),
  now: () => Date = () => new Date(),
): Log => {
  const line =
    (own: LogLevel) =>
    (event: string, { error, ...fields }: LogFields = {}): void => {
      if (levels.indexOf(own) < levels.indexOf(level)) return;
      const failure = error === undefined ? {} : { error: describe(error) };
      write(`${JSON.stringify({ time: now().toISOString(), level: own, event, ...fields, ...failure })}\n`);
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
};
