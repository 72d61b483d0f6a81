// What `npm start` runs, on whatever Node there is (18 or later): installs what is missing, then hands over to the
// project's own Node 24. Plain JavaScript, because nothing is installed yet when it starts.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inModules = (...parts) => join(root, 'node_modules', ...parts);

const versionsOf = (lockFile) =>
  Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .map(([path, { version }]) => `${path}@${version}`)
    .sort()
    .join('\n');

/** npm writes down what it installed; an interrupted or outdated installation does not match the lock file. */
const isInstalled = () => {
  const installed = inModules('.package-lock.json');
  return existsSync(installed) && versionsOf(installed) === versionsOf(join(root, 'package-lock.json'));
};

/** npm ci empties node_modules first: through a link, that of another checkout. */
const isLinked = () => lstatSync(inModules(), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const install = async () => {
  if (isLinked()) {
    process.stderr.write(
      'node_modules is a link, and what it leads to does not match package-lock.json. Run npm ci where it belongs, ' +
        'or remove the link.\n',
    );
    process.exit(1);
  }
  process.stderr.write('Installing the dependencies with npm ci: once, about half a minute.\n');
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const progress = setInterval(() => process.stderr.write(`… ${seconds()} s\n`), 5_000);
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const failure = await new Promise((resolve) => {
    npm.on('error', (error) => resolve(error.message));
    npm.on('exit', (code) => resolve(code === 0 ? undefined : `npm ended with ${code}`));
  });
  clearInterval(progress);
  if (failure !== undefined) {
    process.stderr.write(`The installation failed: ${failure}. Run npm ci to see why.\n`);
    process.exit(1);
  }
  process.stderr.write(`Installed in ${seconds()} s.\n`);
};

/** The project's own Node where npm has a build for this machine, else the user's if it is new enough. */
const findNode = () => {
  const own = inModules('.bin', 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `This machine has Node ${process.versions.node}, and npm has no Node 24 for ${process.platform} ${process.arch}. ` +
      'Install Node 24 or later from https://nodejs.org and run npm start again.\n',
  );
  process.exit(1);
};

if (!isInstalled()) await install();

const child = spawn(
  findNode(),
  [
    '--disable-warning=ExperimentalWarning',
    // Its compiler thread crashes now and then where cores are scarce: https://github.com/nodejs/node/issues/64841
    '--no-maglev',
    join(root, 'bin', 'local.ts'),
    ...process.argv.slice(2),
  ],
  // Lambda runs in UTC.
  { stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal)
    process.stderr.write(
      `The local pipeline was ended by ${signal}. What it accepted is kept: npm start goes on with it.\n`,
    );
  process.exit(signal ? 1 : (code ?? 1));
});
