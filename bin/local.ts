// What `npm start` hands over to: synthesizes the stack and runs it on this machine until a signal ends it.
import { join, resolve } from 'node:path';
import { takeDataDir } from './data-dir.ts';
import { readOptions } from './local-options.ts';
import { type LocalRun, startLocalRun } from './local-run.ts';
import { synthesize } from './synthesize.ts';
import { UsageError } from './usage-error.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const curlOf = ({ url, apiKey }: LocalRun): string =>
  `curl -s ${url}/v1/messages -H 'authorization: Bearer ${apiKey}' -H 'content-type: application/json' ` +
  `-d '{"to":"+447700900001","body":"Your code is 482913."}'`;

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2));
  if ('help' in options) {
    print(options.help);
    return;
  }
  const folder = takeDataDir(options);
  const templateDir = join(resolve(options.dataDir), 'cdk.out');
  print('Synthesizing the stack …');
  await synthesize(templateDir);
  print('Starting it here …');
  const { run, stop } = await startLocalRun(options, templateDir, print);
  print(`Events: ${run.eventsUrl}  Console: ${run.consoleUrl}  Ctrl+C ends.`);
  print(`Ready at ${run.url}: ${curlOf(run)}`);

  const end = (): void => {
    print('Draining …');
    stop().then(
      () => {
        folder.close();
        process.exit(0);
      },
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', end).once('SIGTERM', end);
};

try {
  await main();
} catch (error) {
  const known = error instanceof UsageError;
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n${known || !(error instanceof Error) ? '' : `${error.stack ?? ''}\n`}`);
  process.exit(known ? 2 : 1);
}
