import { createHmac } from 'node:crypto';
import { carrierModule } from '../../adapters/carriers/registry.ts';
import type { CarrierWebhook, WebhookRequest } from '../../core/carrier.ts';
import type { CarrierHarness, Signing } from '../contract/carrier-harness.ts';
import { carrierDeps, fakeSecrets } from '../support/carrier-deps.ts';
import { ToySettings } from './settings.ts';
import { simulateToy } from './simulator.ts';
import { toyTraits } from './traits.ts';

// biome-ignore format: the one line that a carrier has in the registry
const toy = carrierModule({ settings: ToySettings, segmentsBy: toyTraits.segmentsBy, submitter: () => import('./submitter.ts'), webhook: () => import('./webhook.ts') });

const apiKey = 'toy-key';
const attemptId = `att_${'a'.repeat(32)}_1`;
const deps = () => carrierDeps({ secrets: fakeSecrets(JSON.stringify({ apiKey })).store });
const settings = (apiUrl: string) => ({ secretArn: 'arn', apiUrl });

const sign = (url: string, body: Uint8Array, key = apiKey): string =>
  createHmac('sha256', key).update(url).update(body).digest('hex');

const openWebhook = async (): Promise<CarrierWebhook> => {
  const webhook = await toy.openWebhook(settings('https://toy.example.com'), deps());
  if (!webhook) throw new Error('the toy has a webhook');
  return webhook;
};

const signed = (
  status: string,
  { key, baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const url = `${baseUrl}/v1/webhooks/toy/${attemptId}`;
  const body = Buffer.from(JSON.stringify({ id: 'toy-1', status, note: 'x'.repeat(250) }));
  const headers = { 'x-toy-signature': sign(url, body, key) };
  return { method: 'POST', url, headers, body, token: attemptId, receivedAt: new Date() };
};

export const toyHarness: CarrierHarness = {
  traits: toyTraits,
  open: (apiUrl) => toy.openCarrier(settings(apiUrl), deps()),
  textOf: ({ body }) => JSON.parse(body).text,
  accepted: { status: 200, body: '{"id":"toy-1","and":"more"}', carrierMessageId: 'toy-1' },
  throttled: { status: 429, body: '{"code":"slow"}' },
  refusalInside: { status: 200, body: '{"code":"gone"}' },
  simulate: simulateToy,
  webhook: {
    open: openWebhook,
    signed,
    delivered: { carrier: 'toy', carrierMessageId: 'toy-1', status: 'delivered' },
    isGenuine: ({ url, headers, body }) => headers['x-toy-signature'] === sign(url, body),
  },
};
