import * as z from 'zod';
import type { WebhookRequest } from '../../../core/carrier.ts';
import { readJson } from '../../json.ts';
import { readForm } from '../form-body.ts';

const Parameters = z.record(z.string(), z.string());

/**
 * What the SMS API posts, by any of the three ways that an account can choose: GET, form or JSON. Undefined where it
 * could be read in two ways: a name that comes twice, or one that holds what parts names from values when signed.
 */
export const smsParameters = ({
  method,
  url,
  body,
}: WebhookRequest): ReadonlyMap<string, string> | undefined => {
  const isJson = body[0] === '{'.charCodeAt(0);
  const json = isJson ? Parameters.safeParse(readJson(body)).data : undefined;
  if (isJson && !json) return undefined;
  const form = method === 'GET' ? new URLSearchParams(url.split('?').slice(1).join('?')) : readForm(body);
  const pairs = json ? Object.entries(json) : [...form];
  const parameters = new Map(pairs);
  return parameters.size === pairs.length && pairs.every(([name]) => /^[\w.-]+$/.test(name))
    ? parameters
    : undefined;
};
