import type { FaultKind, FaultPlan } from '../../local/aws/faults/fault-plan.ts';
import type { Fault } from '../../local/aws/faults/inject-faults.ts';

/**
 * How many calls of each function are points at which it dies in some seed: about as many as a handful of texts make it do
 * for sure.
 */
const numbered: Readonly<Record<string, number>> = {
  AcceptMessage: 10,
  SendMessage: 15,
  ReceiveWebhook: 5,
  IngestReceipt: 10,
  SettleMessage: 5,
  Reconcile: 5,
};

type KillPoint = Pick<Fault, 'name' | 'point' | 'kind'>;

const killPoints = Object.entries(numbered).flatMap(([name, last]) =>
  Array.from({ length: last }, (_, i) => i + 1).flatMap((point): KillPoint[] => [
    { name, point, kind: 'killedBefore' },
    { name, point, kind: 'killedAfter' },
  ]),
);

/** So many seeds in a row share all points out among them, two each. */
export const seedsInARound = killPoints.length / 2;

/** The plan, with the deaths that are this seed's share. */
export const withKillPoints = (seed: number, plan: FaultPlan): FaultPlan => {
  const share = killPoints.filter((_, i) => i % seedsInARound === seed % seedsInARound);
  return (name, point) =>
    share.find((kill) => kill.name === name && kill.point === point)?.kind ?? plan(name, point);
};

const isMet = (kill: KillPoint, faults: readonly Fault[]): boolean =>
  faults.some(({ name, point, kind }) => name === kill.name && point === kill.point && kind === kill.kind);

/** Of how many of its points each function died. */
export const describeDeaths = (faults: readonly Fault[]): string =>
  [...Map.groupBy(killPoints, ({ name }) => name)]
    .map(([name, own]) => `${name} ${own.filter((kill) => isMet(kill, faults)).length} of ${own.length}`)
    .join(', ');

/** What a whole round of seeds should have met and did not, one line each. */
export const notMet = (faults: readonly Fault[], kinds: readonly FaultKind[]): readonly string[] => [
  ...kinds.filter((kind) => !faults.some((fault) => fault.kind === kind)).map((kind) => `no fault ${kind}`),
  ...killPoints
    .filter((kill) => !isMet(kill, faults))
    .map(({ name, point, kind }) => `${name} was not ${kind} at its call ${point}`),
];
