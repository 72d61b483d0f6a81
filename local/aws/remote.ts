import * as z from 'zod';
import { AwsError } from './aws-error.ts';
import type { AwsAnswer, AwsApi, Backend, Members } from './call.ts';
import { withHost } from './sqs/queue-urls.ts';
import { jsonRequestHeaders } from './wire.ts';

const Json = z.record(z.string(), z.unknown());
const Refusal = z.object({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** Emulators look for the service and the region in the signature, and like the key `test`; they check nothing. */
const signature = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** What of an emulator's answer an SDK reads besides the body. */
const answerHeaders = new Set(['content-type', 'x-amzn-query-error', 'x-amzn-errortype', 'x-amzn-requestid']);

export type Remote = { readonly backend: Backend; readonly api: AwsApi };

/** Another emulator (LocalStack, moto) that answers instead of the engines here. */
export const createRemote = (remoteUrl: string, region: string, ownUrl: () => string): Remote => {
  const write = (service: string, input: Members, isForm: boolean): string => {
    if (isForm) return new URLSearchParams(z.record(z.string(), z.string()).parse(input)).toString();
    return JSON.stringify(service === 'sqs' ? withHost(input, remoteUrl) : input);
  };

  const send = async (
    service: string,
    headers: Readonly<Record<string, string>>,
    input: Members,
  ): Promise<AwsAnswer> => {
    const response = await fetch(remoteUrl, {
      method: 'POST',
      headers: { ...headers, authorization: signature(service, region), 'x-amz-date': '20260101T000000Z' },
      body: write(service, input, headers['content-type']?.includes('form-urlencoded') ?? false),
      redirect: 'error',
    }).catch((cause: unknown) => {
      const message = `The emulator at ${remoteUrl} does not answer: ${cause}`;
      throw new AwsError('ServiceUnavailable', message, { status: 503 });
    });
    const text = await response.text();
    const ours = service === 'sqs' && response.ok;
    return {
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => answerHeaders.has(name))),
      body: ours ? JSON.stringify(withHost(Json.parse(JSON.parse(text || '{}')), ownUrl())) : text,
    };
  };

  return {
    api: async (service, action, input) => {
      const { status, body } = await send(service, jsonRequestHeaders(service, action), input);
      const output = Json.parse(JSON.parse(body || '{}'));
      if (status < 400) return output;
      const { __type = 'InternalFailure', message, Message } = Refusal.parse(output);
      throw new AwsError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? body, { status });
    },
    backend: ({ service, headers, input }) => {
      const { 'content-type': type = 'application/x-amz-json-1.0', 'x-amz-target': target } = headers;
      return send(
        service,
        { 'content-type': type, ...(target && { 'x-amz-target': String(target) }) },
        input,
      );
    },
  };
};
