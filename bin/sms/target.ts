import { join } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import { parseJson, stackOutputs } from './stack-outputs.ts';
import type { Surroundings } from './surroundings.ts';

/** How the person says which pipeline is meant. */
export type TargetOptions = {
  readonly url?: string;
  readonly key?: string;
  readonly outputs?: string;
  readonly stack?: string;
  readonly dataDir?: string;
};

/** Where to call AWS, and as whom; what is left out is found as by any tool of AWS. */
export type AwsAccess = {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** One pipeline: a local run, or a deployed stack. What was not said of it is asked for when it is needed. */
export type Target = {
  /** For people. */
  readonly name: string;
  readonly isLocal: boolean;
  /** @throws UsageError when the URL or the key is not known. */
  api(): { readonly url: string; readonly apiKey: string };
  /** @throws UsageError when the outputs of the stack are not known. */
  outputs(): Readonly<Record<string, string>>;
  aws(): AwsAccess;
  /** Where a local run streams its events. */
  readonly eventsUrl?: string;
};

type Where = Pick<Surroundings, 'environment' | 'readFile'>;

const LocalFile = z.object({ url: z.url(), apiKey: z.string(), awsEndpoint: z.url(), eventsUrl: z.url() });

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const checkedUrl = (text: string): string => {
  if (!URL.canParse(text)) throw new UsageError(`${text} is not a URL: give the stack's output ApiUrl.`);
  const { protocol, hostname, username } = new URL(text);
  if (username !== '') throw new UsageError('The URL of the API takes no user: give the key by itself.');
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return text;
  throw new UsageError(`${protocol}//${hostname} would carry the API key unencrypted: give an https URL.`);
};

const checkedKey = (key: string | undefined): string => {
  if (key === undefined || key.trim() === '') {
    throw new UsageError('An API key is missing: put it into the environment as SMS_API_KEY.');
  }
  if (/^[\x21-\x7e]+$/.test(key.trim())) return key.trim();
  throw new UsageError('The API key has characters that no key has.');
};

const localTarget = (dataDir: string, { readFile }: Where, key: string | undefined): Target | undefined => {
  const content = readFile(join(dataDir, 'local.json'));
  if (content === undefined) return undefined;
  const run = LocalFile.safeParse(parseJson(content)).data;
  if (!run) throw new UsageError(`${join(dataDir, 'local.json')} is not that of a local run.`);
  return {
    name: `the local run in ${dataDir}`,
    isLocal: true,
    api: () => ({ url: run.url, apiKey: checkedKey(key ?? run.apiKey) }),
    outputs: () => stackOutputs(join(dataDir, 'outputs.json'), undefined, readFile).outputs,
    aws: () => ({
      endpoint: run.awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    eventsUrl: run.eventsUrl,
  };
};

/** Every ARN and every URL of AWS names its region. */
const regionOf = (outputs: Readonly<Record<string, string>>): string | undefined =>
  /\b[a-z]{2}(?:-[a-z]+)+-\d\b/.exec(
    [outputs.AccountTokenKeyArn, outputs.OtpQueueUrl, outputs.ApiUrl].join(' '),
  )?.[0];

const deployedTarget = (
  given: {
    readonly url?: string | undefined;
    readonly key?: string | undefined;
    readonly stack?: string | undefined;
  },
  outputsFile: string | undefined,
  { readFile }: Where,
): Target => {
  const read = outputsFile === undefined ? undefined : stackOutputs(outputsFile, given.stack, readFile);
  const url = given.url ?? read?.outputs.ApiUrl;
  return {
    name: read?.stack ?? url ?? 'the stack',
    isLocal: false,
    api: () => {
      if (url === undefined) throw new UsageError(`${outputsFile} has no output ApiUrl.`);
      return { url: checkedUrl(url), apiKey: checkedKey(given.key) };
    },
    outputs: () => {
      if (read) return read.outputs;
      throw new UsageError(
        'This needs the outputs of the stack: give the file that cdk deploy --outputs-file wrote as --outputs FILE.',
      );
    },
    aws: () => {
      const region = read && regionOf(read.outputs);
      return region === undefined ? {} : { region };
    },
  };
};

/**
 * Which pipeline is meant: what the options say, else the environment, else the local run in the default folder.
 * @throws UsageError that says what is missing and how to give it.
 */
export const resolveTarget = (options: TargetOptions, where: Where): Target => {
  const { SMS_URL, SMS_OUTPUTS, SMS_API_KEY } = where.environment;
  const { url, outputs, dataDir, stack } = options;
  const key = options.key ?? SMS_API_KEY;
  if (dataDir !== undefined && (url !== undefined || outputs !== undefined)) {
    throw new UsageError(
      '--data-dir names a local run, --url and --outputs a deployed stack: give one of them.',
    );
  }
  if (url !== undefined || outputs !== undefined) return deployedTarget({ url, key, stack }, outputs, where);
  if (dataDir === undefined && (SMS_URL || SMS_OUTPUTS)) {
    return deployedTarget({ url: SMS_URL || undefined, key, stack }, SMS_OUTPUTS || undefined, where);
  }
  const local = localTarget(dataDir ?? '.sms-local', where, options.key);
  if (local) return local;
  throw new UsageError(
    [
      `No pipeline is named, and there is no local run in ${dataDir ?? '.sms-local'}. One of these says which:`,
      '  npm start                        a local run, here',
      '  --data-dir DIR                   a local run in another folder',
      '  --url URL, or SMS_URL            a deployed API; its key as SMS_API_KEY',
      '  --outputs FILE, or SMS_OUTPUTS   what cdk deploy --outputs-file wrote',
    ].join('\n'),
  );
};
