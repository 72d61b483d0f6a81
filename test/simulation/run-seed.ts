import type { Status } from '../../core/status.ts';
import { type FaultPlan, randomPlan, type Struck } from './faults.ts';
import { check, checkConservation, outcomesOf } from './invariants/check.ts';
import { checkExcuses, checkUndisturbed } from './invariants/undisturbed.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import type { Trace } from './trace.ts';
import { World } from './world.ts';

export type Run = {
  readonly violations: readonly string[];
  readonly hash: string;
  readonly struck: readonly Struck[];
  /** Where lasting faults were met. */
  readonly met: readonly Pick<Struck, 'kind' | 'standing'>[];
  readonly trace: Trace;
  /** How its messages ended. */
  readonly ends: readonly Status[];
};

/** Faults, heal, drain, redrive, check. */
export const runScenario = async (scenario: Scenario, plan: FaultPlan, seed: number): Promise<Run> => {
  const world = new World(scenario, plan, seed);
  await world.run();
  const drained = checkConservation(world);
  await world.redrive();
  const outcomes = outcomesOf(world);
  const violations = [
    ...drained,
    ...check(world, outcomes),
    ...checkExcuses(world, outcomes),
    ...checkUndisturbed(world, outcomes, scenario.texts.length),
  ];
  const { struck, met } = world.faults;
  const ends = outcomes.map(({ state }) => state?.status ?? 'accepted');
  return { violations, hash: world.trace.hash, struck, met, trace: world.trace, ends };
};

export const runSeed = (seed: number): Promise<Run> => runScenario(scenarioOf(seed), randomPlan(seed), seed);
