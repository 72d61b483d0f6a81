import type * as z from 'zod';
import { checkRouting } from '../core/routing/check-routing.ts';
import { defaultRouting, Routing } from '../core/routing/routing-table.ts';

/** Rules, and the senders of each carrier; see docs/routing.md. */
export type RoutingInput = z.input<typeof Routing>;

/** Reads the routing of a deployment. @throws with everything that is wrong with it. */
export const checkedRouting = (input: RoutingInput | undefined, carrierNames: readonly string[]): Routing => {
  const [first = ''] = carrierNames;
  const parsed = Routing.safeParse(input ?? defaultRouting(first));
  const faults = parsed.success
    ? checkRouting(parsed.data, carrierNames)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new Error(`The routing is not valid:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
};
