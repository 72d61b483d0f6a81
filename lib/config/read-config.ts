import * as z from 'zod';
import { RateCard } from '../../core/rate-card.ts';
import { checkRouting } from '../../core/routing/check-routing.ts';
import { Routing } from '../../core/routing/routing-table.ts';
import { explain } from './explain.ts';
import { type CheckedConfig, SmsConfig } from './sms-config.ts';

/** What the parts say of each other, as far as each of them can be read. */
const Readable = z.object({
  carriers: z.array(z.object({ carrier: z.string() })).catch([]),
  routing: Routing.optional().catch(undefined),
  rateCard: RateCard.catch([]),
  region: z.string().optional().catch(undefined),
  edge: z.object({ webAclArn: z.string().optional() }).optional().catch(undefined),
});

const crossFaults = (config: unknown): string[] => {
  const read = Readable.safeParse(config);
  if (!read.success) return [];
  const { carriers, routing, rateCard, region, edge } = read.data;
  const names = carriers.map(({ carrier }) => carrier);
  const configured = names.join(', ');
  return [
    ...names.flatMap((name, at) =>
      names.indexOf(name) < at ? [`carriers[${at}]: ${name} is there twice. Give each carrier once.`] : [],
    ),
    ...(routing && names.length > 0 ? checkRouting(routing, names) : []).map((fault) => `routing: ${fault}.`),
    ...rateCard.flatMap(({ carrier }, at) =>
      names.includes(carrier)
        ? []
        : [`rateCard[${at}].carrier: got "${carrier}". Configured are ${configured}: give one of these.`],
    ),
    ...(edge && edge.webAclArn === undefined && region !== 'us-east-1'
      ? [
          `edge: its firewall has to be in us-east-1, and the region is ${region ?? 'not given'}. ` +
            "Set region: 'us-east-1', or give the ARN of a web ACL of yours as edge.webAclArn.",
        ]
      : []),
  ];
};

/** @throws with everything that is wrong, each with its path, what was got and what to do. */
export const readConfig = (config: unknown): CheckedConfig => {
  const parsed = SmsConfig.safeParse(config, { reportInput: true });
  const faults = [...(parsed.success ? [] : parsed.error.issues.flatMap(explain)), ...crossFaults(config)];
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new Error(`sms.config.ts is not valid:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
};
