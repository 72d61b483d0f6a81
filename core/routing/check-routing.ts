import type { Routing, RoutingRule } from './routing-table.ts';

const carriersOf = ({ carriers, fallbacks }: RoutingRule): string[] => [
  ...carriers.map(({ carrier }) => carrier),
  ...fallbacks,
];

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];

const matchesAll = ({ when }: RoutingRule): boolean =>
  Object.values(when).every((list) => list === undefined);

/** What is wrong with a routing table beyond its form: sentences for whoever deploys it, all at once. */
export const checkRouting = ({ rules, senders }: Routing, carrierNames: readonly string[]): string[] => {
  const unknown = (name: string): boolean => !carrierNames.includes(name);
  const known = `configured are ${carrierNames.join(', ')}`;
  const catchAll = rules.findIndex(matchesAll);
  return [
    ...repeated(rules.map(({ name }) => name)).map((name) => `two rules are called ${name}`),
    ...rules.flatMap((rule) => [
      ...carriersOf(rule)
        .filter(unknown)
        .map((name) => `rule ${rule.name} names the carrier ${name}; ${known}`),
      ...repeated(carriersOf(rule)).map((name) => `rule ${rule.name} names the carrier ${name} twice`),
    ]),
    ...rules
      .slice(catchAll === -1 ? rules.length : catchAll + 1)
      .map(
        ({ name }) => `rule ${name} is never reached: ${rules[catchAll]?.name} before it matches everything`,
      ),
    ...Object.keys(senders)
      .filter(unknown)
      .map((name) => `senders are given for the carrier ${name}; ${known}`),
  ];
};
