import { describe, expect, it } from 'vitest';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

const template = synthesized();

describe('the first API key', () => {
  it('is made by a function of the stack, and a deployment waits minutes for it, not an hour', () => {
    const [request] = Object.values(template.findResources('Custom::FirstKey'));
    expect(JSON.stringify(request?.Properties.ServiceToken)).toContain('MakeFirstKey');
    expect(Number(request?.Properties.ServiceTimeout)).toBeLessThanOrEqual(300);
  });

  it('is in no output: only where it is, and what shows it', () => {
    const outputs = template.findOutputs('*');
    expect(JSON.stringify(outputs.FirstKeySecretArn?.Value)).toMatch(/^\{"Ref":"PipelineFirstKeySecret/);
    expect(outputs.FirstKeyCommand?.Value).toContain('keys first --outputs');
    expect(JSON.stringify(outputs)).not.toContain('Custom::');
  });

  it('waits in a secret that goes with the stack', () => {
    const [secret] = Object.entries(template.findResources('AWS::SecretsManager::Secret')).filter(([id]) =>
      id.includes('FirstKey'),
    );
    expect(secret?.[1].DeletionPolicy).toBe('Delete');
  });

  it('belongs to the tenant that the construct names', () => {
    expect(() => pipelineIn(emptyStack(), { firstTenant: 'a b' })).toThrow('firstTenant takes 1 to 40');
    expect(() => pipelineIn(emptyStack(), { firstTenant: 'acme' })).not.toThrow();
  });
});
