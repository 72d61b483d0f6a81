import * as z from 'zod';

/** The lanes, each with its own queue and sender, so that a campaign never delays a login code. */
export const lanes = ['otp', 'transactional', 'promotional'] as const;

export const Lane = z.enum(lanes).meta({
  id: 'Lane',
  description: 'What kind of text it is: one-time codes, transactional texts and campaigns queue separately.',
});
export type Lane = z.infer<typeof Lane>;

/** How long a text is worth sending when the caller does not say, in seconds. */
export const defaultValiditySeconds: Readonly<Record<Lane, number>> = {
  otp: 600,
  transactional: 86_400,
  promotional: 86_400,
};
