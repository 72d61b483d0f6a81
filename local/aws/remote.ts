import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import type { AwsAnswer, AwsApi, AwsCall, Backend } from './call.ts';
import { jsonRequestHeaders } from './wire.ts';

const Json = z.record(z.string(), z.unknown());
const Refusal = z.object({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** The members in which SQS takes and gives URLs of queues. */
const urlMembers = ['QueueUrl', 'QueueUrls', 'queueUrls'];

/**
 * The SDK sends a call to the host that a queue's URL names, so URLs that leave here must name the endpoint, and URLs
 * that go to the emulator must name the emulator. The path is the emulator's affair.
 */
const withHost = (
  members: Readonly<Record<string, unknown>>,
  host: string,
): Readonly<Record<string, unknown>> => {
  const move = (url: unknown): unknown => {
    if (Array.isArray(url)) return url.map(move);
    return typeof url === 'string' && URL.canParse(url) ? new URL(new URL(url).pathname, host).href : url;
  };
  const moved = urlMembers
    .filter((name) => Object.hasOwn(members, name))
    .map((name) => [name, move(members[name])]);
  return { ...members, ...Object.fromEntries(moved) };
};

/** Emulators look for the service and the region in the signature, and like the key `test`; they check nothing. */
const signature = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

export type Remote = { readonly backend: Backend; readonly api: AwsApi };

/** Another emulator (LocalStack, moto) that answers instead of the engines here. */
export const createRemote = (remoteUrl: string, region: string, ownUrl: () => string): Remote => {
  const send = async (
    service: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<AwsAnswer> => {
    const sent =
      service === 'sqs' ? JSON.stringify(withHost(Json.parse(JSON.parse(body || '{}')), remoteUrl)) : body;
    const response = await fetch(remoteUrl, {
      method: 'POST',
      headers: { ...headers, authorization: signature(service, region), 'x-amz-date': '20260101T000000Z' },
      body: sent,
    }).catch((cause: unknown) => {
      throw new AwsError('ServiceUnavailable', `The emulator at ${remoteUrl} does not answer: ${cause}`, {
        status: 503,
      });
    });
    const text = await response.text();
    const answer =
      service === 'sqs' && response.ok
        ? JSON.stringify(withHost(Json.parse(JSON.parse(text || '{}')), ownUrl()))
        : text;
    const kept = ['content-type', 'x-amzn-query-error', 'x-amzn-errortype', 'x-amzn-requestid'];
    const answered = kept.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: response.status, headers: Object.fromEntries(answered), body: answer };
  };

  const api: AwsApi = async (service, action, input) => {
    const { status, body } = await send(service, jsonRequestHeaders(service, action), JSON.stringify(input));
    const output: unknown = JSON.parse(body || '{}');
    if (status < 400) return output;
    const { __type = 'InternalFailure', message, Message } = Refusal.parse(output);
    throw new AwsError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? body, { status });
  };

  const backend: Backend = ({ service, headers, body }: AwsCall) => {
    const target = headers['x-amz-target'];
    const type = {
      'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0',
      'amz-sdk-invocation-id': randomUUID(),
    };
    return send(service, { ...type, ...(typeof target === 'string' && { 'x-amz-target': target }) }, body);
  };
  return { api, backend };
};
