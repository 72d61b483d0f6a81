import { describe, expect, test } from 'vitest';
import { resolveTarget, type TargetOptions } from '../../../bin/sms/target.ts';
import { UsageError } from '../../../bin/usage-error.ts';

const local = JSON.stringify({
  url: 'http://127.0.0.1:4020',
  apiKey: 'sms_local_own',
  awsEndpoint: 'http://127.0.0.1:4021',
  eventsUrl: 'http://127.0.0.1:4022/events',
});
const deployed = {
  ApiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com',
  ApiKeysTable: 'Keys',
  AccountTokenKeyArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:Token',
};
const files: Readonly<Record<string, string>> = {
  '.sms-local/local.json': local,
  '.sms-local/outputs.json': '{"ApiKeysTable":"LocalKeys"}',
  'there/local.json': local,
  'broken/local.json': '{',
  'outputs.json': JSON.stringify({ SmsPipeline: deployed, Other: { Bucket: 'b' } }),
  'two.json': JSON.stringify({ A: deployed, B: { ...deployed, ApiUrl: 'https://b.example' } }),
  'none.json': '{"Other":{"Bucket":"b"}}',
};
const resolve = (
  options: TargetOptions = {},
  environment: Record<string, string> = {},
  present: Readonly<Record<string, string>> = files,
) => resolveTarget(options, { environment, readFile: (path) => present[path] });

describe('the pipeline that is meant', () => {
  test('is the local run, where nothing else is said', () => {
    const target = resolve();
    expect(target.isLocal).toBe(true);
    expect(target.api()).toEqual({ url: 'http://127.0.0.1:4020', apiKey: 'sms_local_own' });
    expect(target.outputs()).toEqual({ ApiKeysTable: 'LocalKeys' });
    expect(target.aws()).toMatchObject({ endpoint: 'http://127.0.0.1:4021' });
  });

  test('is the one of the environment rather than a local run that happens to be here', () => {
    const environment = { SMS_URL: 'https://sms.example', SMS_API_KEY: 'sms_live_x' };
    expect(resolve({}, environment).api()).toEqual({ url: 'https://sms.example', apiKey: 'sms_live_x' });
  });

  test('is the local run that the options name, whatever the environment says', () => {
    const environment = { SMS_URL: 'https://sms.example', SMS_API_KEY: 'sms_live_x' };
    expect(resolve({ dataDir: 'there' }, environment).api().apiKey).toBe('sms_local_own');
  });

  test('is a stack by its outputs, in the region that they name', () => {
    const target = resolve({ outputs: 'outputs.json' }, { SMS_API_KEY: 'sms_live_x' });
    expect(target).toMatchObject({ name: 'SmsPipeline', isLocal: false });
    expect(target.api()).toEqual({ url: deployed.ApiUrl, apiKey: 'sms_live_x' });
    expect(target.outputs()).toEqual(deployed);
    expect(target.aws()).toEqual({ region: 'eu-west-1' });
  });

  test('is one of several stacks by its name', () => {
    const target = resolve({ outputs: 'two.json', stack: 'B', key: 'k' });
    expect(target.api().url).toBe('https://b.example');
  });

  test('takes a key from the options before that of the environment', () => {
    const options = { url: 'https://sms.example', key: 'one' };
    expect(resolve(options, { SMS_API_KEY: 'two' }).api().apiKey).toBe('one');
  });
});

describe('what is missing is named, with the way to give it', () => {
  const fault = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof UsageError) return error.message;
    }
    throw new Error('it was taken');
  };

  test.each<[string, TargetOptions, RegExp]>([
    ['a key', { url: 'https://sms.example' }, /SMS_API_KEY/],
    ['one pipeline instead of two', { url: 'https://a.example', dataDir: 'there' }, /give one of them/],
    ['a URL', { url: 'sms.example', key: 'k' }, /is not a URL/],
    ['a stack', { outputs: 'two.json' }, /--stack A or B/],
    ['a stack that is there', { outputs: 'two.json', stack: 'C' }, /no outputs of C/],
    ['outputs of a pipeline', { outputs: 'none.json' }, /cdk deploy --outputs-file none\.json/],
    ['a file that is there', { outputs: 'gone.json' }, /There is no gone\.json/],
    [
      'a local run',
      { dataDir: 'nowhere' },
      /no local run in nowhere[\s\S]*npm start[\s\S]*SMS_URL[\s\S]*SMS_OUTPUTS/,
    ],
    ['a local run that can be read', { dataDir: 'broken' }, /is not that of a local run/],
  ])('%s', (_, options, message) => {
    expect(fault(() => resolve(options).api())).toMatch(message);
  });

  test('the outputs, where only the URL is known', () => {
    expect(fault(() => resolve({ url: 'https://sms.example' }).outputs())).toMatch(/--outputs FILE/);
  });

  test.each(['http://sms.example', 'ftp://sms.example', 'https://me:secret@sms.example'])(
    'a URL that keeps the key to itself instead of %s',
    (url) => {
      const message = fault(() => resolve({ url, key: 'sms_live_secret' }).api());
      expect(message).not.toContain('secret');
    },
  );

  test.each(['two\nlines', 'späce', 'a b', ' '])('a key that can be one, without saying %j', (key) => {
    expect(fault(() => resolve({ url: 'https://sms.example', key }).api())).not.toContain(key.trim() || '\t');
  });
});
