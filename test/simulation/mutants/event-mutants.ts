import type { Mutant } from './mutant.ts';

const transition = 'core/transition.ts';
const bus = 'adapters/eventbridge/event-bus.ts';
const handler = 'adapters/lambda/sqs-handler.ts';

export const eventMutants: readonly Mutant[] = [
  {
    name: 'an event is published before the row is written',
    file: transition,
    edits: [
      {
        find: '  const after = await change(deps, read, by);\n',
        replace:
          '  await publish(deps.events, by(read.state), versionOf(read.state));\n  const after = await change(deps, read, by);\n',
      },
    ],
  },
  {
    name: 'events are not published',
    file: transition,
    edits: [{ find: '  await publish(deps.events, after, versionOf(read.state));\n', replace: '' }],
  },
  {
    name: 'only the newest event is published',
    file: transition,
    edits: [
      {
        find: 'publish(deps.events, after, versionOf(read.state))',
        replace: 'publish(deps.events, after, versionOf(after) - 1)',
      },
    ],
  },
  {
    name: 'after a conflict only its own event is published',
    file: transition,
    edits: [
      {
        find: 'publish(deps.events, after, versionOf(read.state))',
        replace: 'publish(deps.events, after, versionOf(before))',
      },
    ],
  },
  {
    name: 'a conflict is given up without a word',
    file: transition,
    edits: [
      {
        find: "if (isSame(state, after) || (await statuses.save(after, revision)) !== 'conflict') return after;",
        replace: 'if (!isSame(state, after)) await statuses.save(after, revision);\n    return after;',
      },
    ],
  },
  {
    name: 'a conflict is never tried again in the same run',
    file: transition,
    edits: [{ find: 'const maxConflicts = 8;', replace: 'const maxConflicts = 1;' }],
    equivalent:
      'The write then throws, and the queue entry or the client drives the step again: later, but with the same end.',
  },
  {
    name: 'a refused event of a call counts as published',
    file: bus,
    edits: [{ find: "(isLeft(i) ? 'left over' : { value: undefined })", replace: '({ value: undefined })' }],
  },
  {
    name: 'one refused event has all of its call sent again',
    file: bus,
    edits: [
      {
        find: "(isLeft(i) ? 'left over' : { value: undefined })",
        replace: "(events.some((_, at) => isLeft(at)) ? 'left over' : { value: undefined })",
      },
    ],
    equivalent: 'Subscribers may see any event more than once, under its one id: this is once more.',
  },
  {
    name: 'one failed entry fails its whole batch',
    file: handler,
    edits: [
      {
        find: 'batchItemFailures: failed.map(',
        replace: 'batchItemFailures: (failed.length > 0 ? Records.map((record) => ({ record })) : []).map(',
      },
    ],
  },
  {
    name: 'failed entries are acknowledged',
    file: handler,
    edits: [
      { find: 'batchItemFailures: failed.map(', replace: 'batchItemFailures: failed.slice(0, 0).map(' },
    ],
  },
  {
    name: 'one failed entry ends the run of its batch',
    file: handler,
    edits: [
      {
        find: 'const settled = await Promise.allSettled(Records.map(run));',
        replace:
          'await Promise.all(Records.map(run));\n    const settled: PromiseSettledResult<void>[] = [];',
      },
    ],
  },
];
