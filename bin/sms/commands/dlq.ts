import { Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import { dropCommand, redriveCommand } from './dlq-act.ts';
import { listCommand, showCommand } from './dlq-look.ts';

export const dlqCommand = (surroundings: Surroundings): Command =>
  [listCommand, showCommand, redriveCommand, dropCommand].reduce(
    (dlq, create) => dlq.addCommand(create(surroundings)),
    new Command('dlq').description('Looks after what was given up: the dead-letter queues.'),
  );
