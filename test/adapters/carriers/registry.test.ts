import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { CarriersVariable, openCarriers, openWebhooks } from '../../../adapters/carriers/registry.ts';
import { carrierDeps } from '../../support/carrier-deps.ts';

const twilio = { secretArn: 'arn' };
const parse = (value: unknown) => CarriersVariable.parse(JSON.stringify(value));

test('opens the configured carriers, and the webhooks of those that post receipts', async () => {
  const settings = parse({ twilio, sns: {} });
  expect([...(await openCarriers(settings, carrierDeps())).keys()]).toEqual(['twilio', 'sns']);
  expect([...(await openWebhooks(settings, carrierDeps())).keys()]).toEqual(['twilio']);
  expect([...(await openCarriers(parse({ sns: {} }), carrierDeps())).keys()]).toEqual(['sns']);
});

test('refuses no carrier, an unknown one, unknown settings and what is not JSON', () => {
  const wrong = ['{}', '{"twilio":{}}', '{"vonage":{}}', '{"sns":{"retries":3}}', '{"sns":', '[]', 'null'];
  for (const text of wrong) expect(CarriersVariable.safeParse(text).success, text).toBe(false);
  expect(CarriersVariable.safeParse('{}').error?.issues[0]?.message).toBe('configure at least one carrier');
});

/** The packages that a program loads, seen by a resolve hook in a process of its own. */
const packagesLoadedBy = (program: string): string[] => {
  const script = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ resolve: (specifier, context, next) => (seen.add(specifier), next(specifier, context)) });
    ${program}
    console.log(JSON.stringify([...seen].filter((specifier) => /^[@a-z]/.test(specifier))));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../../', import.meta.url),
    encoding: 'utf8',
  });
  return z.array(z.string()).parse(JSON.parse(output));
};

test('loads no SDK for the settings, nor for the webhooks', () => {
  const program = `
    const { openWebhooks, CarrierSettings } = await import('./adapters/carriers/registry.ts');
    await openWebhooks(CarrierSettings.parse({ twilio: { secretArn: 'arn' }, sns: {} }), {});`;
  const packages = packagesLoadedBy(program);
  expect(packages).toContain('zod');
  expect(packages.filter((name) => name.startsWith('@aws-sdk') || name.startsWith('@smithy'))).toEqual([]);
});
