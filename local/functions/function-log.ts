import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes after which a log file makes room for the next one; one older file is kept. */
const largestFile = 5 * 1024 * 1024;

export type FunctionLog = {
  /** Takes text as it comes and writes whole lines. One writer for each stream, so that lines do not mix. */
  readonly writer: () => (chunk: string) => void;
  readonly line: (text: string) => void;
};

/** The log of one function in `<dataDir>/logs`, line by line. */
export const openFunctionLog = (dataDir: string, logicalId: string): FunctionLog => {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${logicalId}.log`);
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  const append = (text: string): void => {
    if (size > largestFile) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    appendFileSync(path, text);
    size += Buffer.byteLength(text);
  };

  return {
    line: (text) => append(`${text}\n`),
    writer: () => {
      let rest = '';
      return (chunk) => {
        const end = chunk.lastIndexOf('\n') + 1;
        if (end > 0) append(rest + chunk.slice(0, end));
        rest = end > 0 ? chunk.slice(end) : rest + chunk;
      };
    },
  };
};
