import { openCarriers } from '../../adapters/carriers/registry.ts';
import type { Carrier } from '../../core/carrier.ts';
import { carrierDeps } from '../support/carrier-deps.ts';
import type { ScriptedHarness } from './carrier-harness.ts';
import { only } from './only.ts';

const submitted: string[] = [];

/** The sandbox is its own simulator; all that can be counted is how often it was asked. */
const counted = (carrier: Carrier): Carrier => ({
  ...carrier,
  submit: (request) => {
    submitted.push(request.recipient);
    return carrier.submit(request);
  },
});

export const sandboxHarness: ScriptedHarness = {
  traits: { dedupe: false, lookup: false, echo: true, settleSeconds: 0, segmentsBy: 'standard' },
  open: async () => counted(only(await openCarriers({ sandbox: {} }, carrierDeps()))),
  simulate: async () => ({
    url: '',
    submits: async (wanted) => submitted.filter((recipient) => recipient === wanted).length,
    stop: async () => {},
  }),
};
