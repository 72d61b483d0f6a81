import { describe, expect, it } from 'vitest';
import logicalIds from '../golden/logical-ids.json' with { type: 'json' };
import { synthesized } from '../support/synthesized.ts';

/** CloudFormation replaces a resource whose logical id changes: these would lose what they hold. */
const stateful = [
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::Events::EventBus',
  'AWS::Events::Archive',
  'AWS::ApiGatewayV2::Api',
];

describe('the logical ids of what holds messages, keys and subscriptions', () => {
  it('are those of every release: add new ones to test/golden/logical-ids.json, and change none', () => {
    const { Resources } = synthesized().toJSON();
    const found = Object.entries<{ Type: string }>(Resources)
      .filter(([, { Type }]) => stateful.includes(Type))
      .map(([id, { Type }]) => [id, Type])
      .sort();
    expect(Object.fromEntries(found)).toEqual(logicalIds);
  });
});
