import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';

const page = readFileSync(new URL('../../docs/http-carrier.md', import.meta.url), 'utf8');

const Example = z.record(z.string(), z.unknown());

/** The description of docs/http-carrier.md as it stands there, with the API somewhere else. */
export const documentedApi = (origin = 'https://api.example.com'): HttpCarrierSettings => {
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  const description = Example.parse(JSON.parse(example.replaceAll('https://api.example.com', origin)));
  return HttpCarrierSettings.parse({ ...description, secretArn: 'arn' });
};
