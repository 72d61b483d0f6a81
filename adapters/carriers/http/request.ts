import type { LookupRequest, SubmitRequest } from '../../../core/carrier.ts';
import type { Body } from '../../../core/http-carrier/request-settings.ts';
import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import { fill, fillJson, type Placeholder, type ValueOf } from '../../../core/http-carrier/template.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { windowOf } from '../lookup.ts';
import { type HttpSecret, secretValue } from './secret.ts';

type Values = { readonly [Name in Placeholder]?: string };

/** A request as the settings describe it. */
type Described = {
  readonly method?: HttpRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
};

/** What the placeholders stand for in one submit. */
export const valuesOf = (
  request: SubmitRequest,
  sender: string,
  { encodings, validity }: HttpCarrierSettings,
  publicUrl: string,
): Values => ({
  recipient: request.recipient,
  recipientDigits: request.recipient.replace('+', ''),
  sender,
  text: request.text,
  attemptId: request.attemptId,
  callbackUrl: `${publicUrl}/v1/webhooks/http/${request.attemptId}`,
  validitySeconds: String(
    Math.min(Math.max(Math.floor(request.validitySeconds), validity.least), validity.most),
  ),
  encoding: encodings[request.encoding],
  dltEntityId: request.dlt?.entityId ?? '',
  dltTemplateId: request.dlt?.templateId ?? '',
});

/** What they stand for in a look-up. */
export const valuesOfLookup = (request: LookupRequest, defaultSender = ''): Values => {
  const { from, until } = windowOf(request);
  return {
    recipient: request.recipient,
    recipientDigits: request.recipient.replace('+', ''),
    sender: request.sender ?? defaultSender,
    attemptId: request.attemptId,
    submittedAfter: from.toISOString(),
    submittedBefore: until.toISOString(),
  };
};

const lookUpIn =
  (values: Values, secret: HttpSecret): ValueOf =>
  (name) =>
    name.startsWith('secret.')
      ? secretValue(secret, name.slice('secret.'.length))
      : (new Map<string, string>(Object.entries(values)).get(name) ?? '');

/** A lone surrogate, which `encodeURIComponent` refuses, becomes U+FFFD, as it does in a form. */
const inUrl = (value: string): string => encodeURIComponent(value.toWellFormed());

const bodyOf = (body: Body, look: ValueOf) => {
  if (body.format === 'json') {
    return { type: 'application/json', text: JSON.stringify(fillJson(body.template, look)) };
  }
  const fields = new URLSearchParams();
  for (const [name, template] of Object.entries(body.fields)) fields.append(name, fill(template, look));
  return {
    type: 'application/x-www-form-urlencoded; charset=utf-8',
    text: fields.toString(),
  };
};

/**
 * The request that the settings describe. No value can leave its place: JSON and forms are put together from their
 * parts, the URL's values are escaped, and no stranger's text goes into a header.
 * @throws when the secret lacks a value, or has one that no header can hold.
 */
export const describedRequest = (
  { method = 'POST', url, headers: templates, body }: Described,
  values: Values,
  secret: HttpSecret,
): Omit<HttpRequest, 'deadlineMs'> => {
  const look = lookUpIn(values, secret);
  const headers = Object.entries(templates).map(([name, template]) => {
    const value = fill(template, look);
    if (!/^[\t\x20-\x7e]*$/.test(value)) throw new Error(`the header ${name} cannot hold its secret`);
    return [name.toLowerCase(), value];
  });
  const filled = body && bodyOf(body, look);
  return {
    method,
    url: fill(url, look, inUrl),
    headers: {
      accept: 'application/json',
      ...(filled && { 'content-type': filled.type }),
      ...Object.fromEntries(headers),
    },
    ...(filled && { body: filled.text }),
  };
};
