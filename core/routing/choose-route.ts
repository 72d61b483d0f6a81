import type { Lane } from '../lanes.ts';
import type { Route } from '../outbound-message.ts';
import type { Conditions, PooledSender, Routing, RoutingRule } from './routing-table.ts';
import { shareOf } from './share-of.ts';

/** What routing asks of a message. */
export type Routable = {
  /** E.164 with `+`. */
  readonly recipient: string;
  readonly country: string;
  readonly lane: Lane;
  readonly tenant: string;
  readonly sender: string | undefined;
  /** The carrier that the caller insists on. */
  readonly carrier: string | undefined;
};

const matches = ({ countries, prefixes, lanes, tenants, senders }: Conditions, message: Routable): boolean =>
  (countries?.includes(message.country) ?? true) &&
  (prefixes?.some((prefix) => message.recipient.startsWith(prefix)) ?? true) &&
  (lanes?.includes(message.lane) ?? true) &&
  (tenants?.includes(message.tenant) ?? true) &&
  (senders === undefined || (message.sender !== undefined && senders.includes(message.sender)));

/** The part of its configured weight, 0 to 1, that each carrier has at the moment; whoever is left out has all of it. */
export type WeightShares = ReadonlyMap<string, number>;

/** Where all have a weight of nothing, they have their configured one. */
const weighted = ({ carriers }: RoutingRule, shares: WeightShares) => {
  const present = carriers.map(({ carrier, weight }) => ({
    carrier,
    weight: weight * (shares.get(carrier) ?? 1),
  }));
  const drawable = present.filter(({ weight }) => weight > 0);
  return drawable.length > 0 ? drawable : carriers;
};

/**
 * Draws by weighted rendezvous hashing: each carrier has an arrival time for the recipient, exponentially distributed
 * with its weight as the rate, and the first one wins. So a carrier whose weight changes gives or takes recipients, and
 * all others keep theirs.
 */
const draw = (rule: RoutingRule, recipient: string, shares: WeightShares): string | undefined => {
  const arrivals = weighted(rule, shares).map(({ carrier, weight }) => ({
    carrier,
    at: -Math.log(1 - shareOf(`${rule.name} ${recipient} ${carrier}`)) / weight,
  }));
  return arrivals.reduce<(typeof arrivals)[number] | undefined>(
    (first, next) => (first === undefined || next.at < first.at ? next : first),
    undefined,
  )?.carrier;
};

/** The carriers of a rule in the order in which they are tried. */
const orderOf = (rule: RoutingRule, recipient: string, shares: WeightShares): string[] => {
  const drawn = draw(rule, recipient, shares);
  return drawn === undefined ? [] : [drawn, ...rule.fallbacks];
};

/** Own senders of the country before those for every country; the same recipient always sees the same one. */
const pickSender = (pool: readonly PooledSender[], { country, recipient }: Routable): string | undefined => {
  const own = pool.filter(({ countries }) => countries?.includes(country));
  const candidates = own.length > 0 ? own : pool.filter(({ countries }) => countries === undefined);
  return candidates[Math.floor(shareOf(recipient) * candidates.length)]?.sender;
};

const sendersOf = (
  { senders }: Routing,
  carriers: readonly string[],
  message: Routable,
): Route['senders'] => {
  if (message.sender !== undefined) return undefined;
  const picked = carriers.flatMap((carrier) => {
    const sender = pickSender(senders[carrier] ?? [], message);
    return sender === undefined ? [] : [[carrier, sender] as const];
  });
  return picked.length > 0 ? Object.fromEntries(picked) : undefined;
};

/**
 * The route of a message, always the same for the same recipient and weights; undefined where no rule matches it.
 * @param shares what slow or ill carriers have left of their weight.
 */
export const chooseRoute = (
  routing: Routing,
  message: Routable,
  shares: WeightShares = new Map(),
): Route | undefined => {
  const rule = routing.rules.find(({ when }) => matches(when, message));
  if (!rule) return undefined;
  const considered =
    message.carrier === undefined ? orderOf(rule, message.recipient, shares) : [message.carrier];
  const [carrier] = considered;
  if (carrier === undefined) return undefined;
  const senders = sendersOf(routing, considered, message);
  return {
    rule: message.carrier === undefined ? rule.name : 'requested',
    carrier,
    considered,
    ...(senders && { senders }),
  };
};
