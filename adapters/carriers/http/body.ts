import type { WebhookRequest } from '../../../core/carrier.ts';
import { readJson } from '../../json.ts';
import { readForm } from '../form-body.ts';

/** The body as JSON; a form's fields become the members of an object. */
export const bodyOf = ({ headers, body }: WebhookRequest): unknown =>
  /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
    ? Object.fromEntries(readForm(body))
    : readJson(body);
