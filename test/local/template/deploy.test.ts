import { expect, test } from 'vitest';
import type { ResourceHandler } from '../../../local/resource.ts';
import { deploy } from '../../../local/template/deploy.ts';
import { parseTemplate } from '../../../local/template/template.ts';
import { cloudContext } from '../../support/cloud-context.ts';

const order: string[] = [];
const queue: ResourceHandler = async ({ logicalId, properties }) => {
  order.push(logicalId);
  return { ref: `url-of-${logicalId}`, attributes: { Arn: `arn-of-${logicalId}`, Echo: properties } };
};

const run = (template: object, parameters: Record<string, string> = {}) => {
  order.length = 0;
  return deploy(parseTemplate(template), { 'Test::Queue': queue }, cloudContext(), {
    stackName: 'demo',
    parameters,
  });
};

/** Deploys one queue with this property and gives the property as its handler saw it. */
const resolve = async (value: unknown, rest: object = {}, parameters: Record<string, string> = {}) => {
  const Resources = {
    Seen: { Type: 'Test::Queue', Properties: { value } },
    Other: { Type: 'Test::Queue' },
  };
  const { resources } = await run({ Resources, ...rest }, parameters);
  return resources.get('Seen')?.properties.value;
};

test('creates each resource after those that it refers to, in whatever way', async () => {
  await run({
    Resources: {
      A: { Type: 'Test::Queue', DependsOn: 'B' },
      B: { Type: 'Test::Queue', Properties: { x: { 'Fn::GetAtt': ['C', 'Arn'] } } },
      C: { Type: 'Test::Queue', Properties: { x: { 'Fn::Sub': `\${D.Arn}/\${!E}` } } },
      D: { Type: 'Test::Queue', Properties: { x: [{ Ref: 'E' }] } },
      E: { Type: 'Test::Queue' },
    },
  });
  expect(order).toEqual(['E', 'D', 'C', 'B', 'A']);
});

test('names the members of a circular dependency', async () => {
  const Resources = {
    A: { Type: 'Test::Queue', Properties: { x: { Ref: 'B' } } },
    B: { Type: 'Test::Queue', DependsOn: ['A'] },
  };
  await expect(run({ Resources })).rejects.toThrow('A -> B -> A');
});

test('refuses every unknown type at once, by logical id and type', async () => {
  const Resources = { Site: { Type: 'AWS::S3::Bucket' }, Net: { Type: 'AWS::EC2::VPC' } };
  await expect(run({ Resources })).rejects.toThrow('Site (AWS::S3::Bucket), Net (AWS::EC2::VPC)');
});

test('reports the types that have no effect, and gives their ARNs', async () => {
  const { withoutEffect, outputs } = await run({
    Resources: { Key: { Type: 'AWS::KMS::Key' }, Alarm: { Type: 'AWS::CloudWatch::Alarm' } },
    Outputs: { Key: { Value: { 'Fn::GetAtt': 'Key.Arn' } } },
  });
  expect(withoutEffect).toEqual(['AWS::CloudWatch::Alarm', 'AWS::KMS::Key']);
  expect(outputs).toEqual({ Key: 'arn:aws:kms:us-east-1:000000000000:key/Key' });
});

test.each([
  ['Ref of a resource', { Ref: 'Other' }, 'url-of-Other'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Other.Arn' }, 'arn-of-Other'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Partition' }, 1]] }, 'a-aws-1'],
  ['Fn::Sub with variables', { 'Fn::Sub': [`\${x}:\${AWS::AccountId}`, { x: 'y' }] }, 'y:000000000000'],
  ['Fn::Select of Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  ['Fn::If that is true', { 'Fn::If': ['Yes', 1, { Ref: 'Missing' }] }, 1],
  ['Fn::If that is false', { 'Fn::If': ['No', 1, 2] }, 2],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 5],
  ['AWS::NoValue', [{ a: { Ref: 'AWS::NoValue' }, b: 1 }, { Ref: 'AWS::NoValue' }], [{ b: 1 }]],
])('resolves %s', async (_name, value, expected) => {
  const Conditions = {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::And': [{ 'Fn::Not': [{ Condition: 'Yes' }] }, { 'Fn::Or': [{ Condition: 'Yes' }] }] },
  };
  const Mappings = { Sizes: { 'us-east-1': { small: 5 } } };
  expect(await resolve(value, { Conditions, Mappings })).toEqual(expected);
});

test('refuses an intrinsic function that it does not know by its name', async () => {
  await expect(resolve({ 'Fn::ImportValue': 'x' })).rejects.toThrow('Fn::ImportValue is not supported');
});

test('names what does not exist', async () => {
  await expect(resolve({ Ref: 'Nobody' })).rejects.toThrow('Nobody is neither');
  await expect(resolve({ 'Fn::GetAtt': ['Other', 'Url'] })).rejects.toThrow('no attribute Url');
  const Resources = { A: { Type: 'Test::Queue', DependsOn: 'Nobody' } };
  await expect(run({ Resources })).rejects.toThrow('A depends on Nobody');
});

test('leaves out a resource whose condition is false', async () => {
  const Resources = {
    A: { Type: 'Test::Queue', Condition: 'No' },
    B: { Type: 'Test::Queue', DependsOn: 'A' },
  };
  const { resources } = await run({ Resources, Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } });
  expect([...resources.keys()]).toEqual(['B']);
});

test('takes a parameter from its default or from the override, and checks it', async () => {
  const Parameters = {
    Size: { Type: 'Number', Default: 3, MaxValue: 5 },
    List: { Type: 'CommaDelimitedList' },
  };
  const value = [{ Ref: 'Size' }, { Ref: 'List' }];
  expect(await resolve(value, { Parameters }, { List: 'a, b' })).toEqual(['3', ['a', 'b']]);
  await expect(resolve(value, { Parameters }, { List: '', Size: '6' })).rejects.toThrow('parameter Size');
  await expect(resolve(value, { Parameters })).rejects.toThrow('parameter List has no default');
  await expect(resolve(value, { Parameters }, { List: '', Typo: '' })).rejects.toThrow('no parameter Typo');
});

test('refuses a parameter that AWS would look up only when something refers to it', async () => {
  const Parameters = { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } };
  expect(await resolve(1, { Parameters })).toBe(1);
  await expect(resolve({ Ref: 'Version' }, { Parameters })).rejects.toThrow(
    'parameter Version: type AWS::SSM',
  );
});

test('refuses sections that would change a deployment', () => {
  expect(() => parseTemplate({ Resources: {}, Transform: 'AWS::Serverless-2016-10-31' })).toThrow(
    'Transform',
  );
});
