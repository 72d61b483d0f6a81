import type { Report } from './doctor.ts';
import type { FindingState } from './finding.ts';

const marks: Readonly<Record<FindingState, string>> = {
  ok: 'ok      ',
  warning: 'warning ',
  problem: 'PROBLEM ',
  unseen: 'unseen  ',
};

/** The report in lines for a terminal. */
export const reportText = ({ findings, healthy }: Report): string => {
  const lines = findings.flatMap(({ check, state, says, todo }) => [
    `${marks[state]}${check}: ${says}`,
    ...(todo === undefined ? [] : [`        → ${todo}`]),
  ]);
  const verdict = healthy
    ? 'Nothing keeps texts from getting through.'
    : 'See to what is marked PROBLEM or unseen.';
  return `${[...lines, '', verdict].join('\n')}\n`;
};
