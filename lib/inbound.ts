import { Token } from 'aws-cdk-lib';
import * as z from 'zod';
import { InboundSettings } from '../core/inbound/inbound-settings.ts';

/** Whose numbers texts come in to, and the words that end and resume texts; see docs/inbound.md. */
export type InboundInput = z.input<typeof InboundSettings>;

/** Checks the settings of a deployment. @throws with everything that is wrong with them. */
export const checkedInbound = (input: InboundInput = {}): InboundInput => {
  // A parameter of the template has no value yet
  const { tenant, ...rest } = input;
  const checked = InboundSettings.safeParse(Token.isUnresolved(tenant) ? rest : input);
  if (!checked.success) {
    throw new Error(`The settings of incoming texts are not valid:\n${z.prettifyError(checked.error)}`);
  }
  return input;
};
