import { startLocalEndpoint } from './local-endpoint.ts';

/** A process of its own, to be killed: an endpoint that writes its deliveries down and never makes them. */
const [dataDir = ''] = process.argv.slice(2);
const local = await startLocalEndpoint({ dataDir }, { holdJobs: true });
process.stdout.write(`${local.endpoint.url}\n`);
process.stdin.on('data', async (line) => {
  for (const { type, logicalId, properties } of JSON.parse(String(line)))
    await local.create(type, logicalId, properties);
  process.stdout.write('created\n');
});
