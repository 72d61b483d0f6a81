import type { Made } from './doctor.ts';

/** A finding for a terminal, and below it what to do. */
export const findingLines = ({ check, state, says, todo }: Made): string => {
  const line = `${state.padEnd(8)}${check}: ${says}`;
  return todo === undefined ? line : `${line}\n${' '.repeat(8)}→ ${todo}`;
};
