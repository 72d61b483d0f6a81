import type { Failure } from './failure.ts';
import { randomPlan, type Strike, scriptedPlan } from './faults.ts';
import { type Run, runScenario } from './run-seed.ts';
import { type Scenario, scenarioOf } from './scenario.ts';

/** Runs that a shrinking may take. */
const patience = 400;

type Case = { readonly scenario: Scenario; readonly strikes: readonly Strike[]; readonly run: Run };

/** The given list without one stretch of it, the longest stretches first. */
function* shorterLists<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let length = Math.ceil(list.length / 2); length >= 1; length = Math.floor(length / 2)) {
    for (let from = 0; from < list.length; from += length)
      yield [...list.slice(0, from), ...list.slice(from + length)];
  }
}

function* smaller({ scenario, strikes }: Case): Generator<Pick<Case, 'scenario' | 'strikes'>> {
  for (const texts of shorterLists(scenario.texts)) yield { scenario: { ...scenario, texts }, strikes };
  for (const fewer of shorterLists(strikes)) yield { scenario, strikes: fewer };
}

/** The first smaller case that fails as well. */
const shrinkOnce = async (
  failing: Case,
  seed: number,
  tries: { left: number },
): Promise<Case | undefined> => {
  for (const { scenario, strikes } of smaller(failing)) {
    if (tries.left <= 0) return undefined;
    tries.left -= 1;
    const run = await runScenario(scenario, scriptedPlan(strikes), seed);
    if (run.violations.length > 0) return { scenario, strikes: run.struck, run };
  }
  return undefined;
};

/** Fewer texts and fewer faults, as long as something is still wrong. */
export const shrink = async (seed: number): Promise<Failure> => {
  const scenario = scenarioOf(seed);
  const first = await runScenario(scenario, randomPlan(seed), seed);
  let smallest: Case = { scenario, strikes: first.struck, run: first };
  const tries = { left: patience };
  for (;;) {
    const next = await shrinkOnce(smallest, seed, tries);
    if (!next) break;
    smallest = next;
  }
  return {
    name: `seed ${seed}`,
    seed,
    violations: smallest.run.violations,
    texts: smallest.scenario.texts.map(({ index }) => index),
    strikes: smallest.strikes,
    trace: smallest.run.trace.lines,
  };
};
