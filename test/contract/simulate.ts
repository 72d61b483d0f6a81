import { startSimulator } from '../support/simulator.ts';
import { ledgerOf } from '../support/twilio-wire.ts';
import type { CarrierHarness } from './carrier-harness.ts';

/** The simulator, for the carriers that it speaks for. */
export const simulate: CarrierHarness['simulate'] = async () => {
  const simulator = await startSimulator();
  return {
    url: simulator.url,
    submits: async (wanted) => {
      const entries = (await ledgerOf(simulator.url)).filter(({ recipient }) => recipient === wanted);
      return entries.reduce((sum, { submits }) => sum + submits, 0);
    },
    stop: simulator.stop,
  };
};
