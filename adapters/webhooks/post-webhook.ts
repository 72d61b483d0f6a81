import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import {
  addressIn,
  isAllowedAddress,
  readWebhookUrl,
  type WebhookHosts,
} from '../../core/webhooks/webhook-url.ts';
import { exchange } from '../http/exchange.ts';
import type { HttpResult } from '../http/http-client.ts';
import { type ResolveHost, resolveHost } from './resolve-host.ts';

export type Webhook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for all of it: look-up, connection, request and the whole answer. */
  readonly deadlineMs: number;
};

/** `forbidden`: nothing was connected, because of where the URL leads; it will not be otherwise next time. */
export type WebhookResult = HttpResult | { readonly kind: 'forbidden'; readonly reason: string };

export type PostWebhook = (webhook: Webhook) => Promise<WebhookResult>;

/** The answer is not used but for its status. */
const maxAnswerBytes = 64 * 1024;

/** Milliseconds for connection and TLS handshake. */
const connectDeadlineMs = 3000;

/** Answers every look-up with what was checked: a name that leads elsewhere a moment later leads nobody there. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_name, options, callback) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = all;
    if (options.all) callback(null, all);
    else callback(null, first?.address ?? '', first?.family);
  };

const within = async <T>(work: Promise<T>, deadlineMs: number): Promise<T | 'late'> => {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), deadlineMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

/**
 * Posts to URLs that customers give, who must not reach what only we can: of a name all addresses are looked up and
 * checked, and the connection goes to one of these. A redirect is an answer and is not followed; TLS is verified.
 */
export const createPostWebhook = (hosts: WebhookHosts, resolve: ResolveHost = resolveHost): PostWebhook => {
  const addressesOf = async (url: URL): Promise<readonly string[]> => {
    const address = addressIn(url);
    return address === undefined ? resolve(url.hostname) : [address];
  };

  return async ({ url: text, headers, body, deadlineMs }) => {
    const startedAt = performance.now();
    const read = readWebhookUrl(text, hosts);
    if ('problem' in read) return { kind: 'forbidden', reason: read.problem };
    const { url } = read;
    const addresses = await within(
      addressesOf(url).catch(() => []),
      deadlineMs,
    );
    if (addresses === 'late' || addresses.length === 0) return { kind: 'notSent', reason: 'LOOKUP' };
    if (!addresses.every((address) => isAllowedAddress(address, hosts))) {
      return { kind: 'forbidden', reason: 'its name leads to an address that is not allowed' };
    }
    const prepare = url.protocol === 'https:' ? https.request : http.request;
    return exchange(
      () =>
        prepare(url, {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          agent: false,
          lookup: pinned(addresses),
        }),
      { body, deadlineMs: deadlineMs - (performance.now() - startedAt), connectDeadlineMs, maxAnswerBytes },
    );
  };
};
