import { systemClock } from '../../local/clock.ts';
import { createSimulator } from '../../local/simulator/simulator.ts';
import { createJobs } from '../../local/state/jobs.ts';
import { openStore } from '../../local/state/store.ts';
import { twilioAccount } from './simulator.ts';

// A simulator in a process of its own, to be killed: prints its URL and runs until then
const store = openStore(process.argv[2] ?? '');
const jobs = createJobs(store, systemClock);
const simulator = createSimulator({ store, jobs, clock: systemClock, seed: 1, twilio: twilioAccount });
const url = await simulator.start(0);
jobs.start();
process.stdout.write(`${url}\n`);
