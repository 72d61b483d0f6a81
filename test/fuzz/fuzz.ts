import { parseArgs } from 'node:util';
import { openDeployment } from './deployment.ts';
import { fuzz } from './fuzz-run.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const requests = Number(values.requests);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const row = (name: string, sorted: readonly number[], rest: string): void =>
  print(
    name.padEnd(18) +
      String(sorted.length).padStart(8) +
      [at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1)].map((ms) => ms.toFixed(2).padStart(10)).join('') +
      `  ${rest}`,
  );

print(`${requests} requests, seed ${seed}`);
const deployment = await openDeployment();
try {
  const started = performance.now();
  const { times, statuses, reads } = await fuzz(deployment, { requests, seed });
  const seconds = (performance.now() - started) / 1000;
  print(`none went wrong, in ${seconds.toFixed(0)} s\n`);
  print(
    `${'function'.padEnd(18)}${['requests', 'p50 ms', 'p99 ms', 'max ms'].map((head, i) => head.padStart(i === 0 ? 8 : 10)).join('')}  answers`,
  );
  for (const [name, sorted] of [...times].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const answers = [...(statuses.get(name) ?? [])].sort(([a], [b]) => a - b);
    row(name, sorted, answers.map(([status, count]) => `${status}: ${count}`).join(', '));
  }
  const all = [...times.values()].flat().sort((a, b) => a - b);
  row('all', all, '');
  row('one GetItem', reads, 'by the SDK from the same local table, in between');
  print(`\np99 of all handlers: ${(at(all, 0.99) / at(reads, 0.99)).toFixed(1)} x the p99 of one GetItem`);
} catch (error) {
  // What went wrong, and the seed and path that lead there again
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  print(message);
  print(String(cause ?? ''));
  process.exitCode = 1;
} finally {
  await deployment.close();
}
