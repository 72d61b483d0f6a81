import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { AwsError } from './aws-error.ts';
import type { AwsCall, Members } from './call.ts';

/** What the SigV4 header tells: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`. */
const credential = /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;

/** The largest request that one of these services takes (DynamoDB's BatchWriteItem), in bytes. */
const bodyLimit = 16 * 1024 * 1024;

export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // The rest of a body that is too long stays unread, but the refusal must still go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > bodyLimit) {
      throw new AwsError('RequestEntityTooLarge', `The request is over ${bodyLimit} bytes.`, { status: 413 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Everything about a call but its input, which may yet turn out unreadable. */
export type CallHead = Omit<AwsCall, 'input'>;

export const readHead = (
  request: IncomingMessage,
  callerOf: (accessKeyId: string) => string | undefined,
  signal: AbortSignal,
): CallHead => {
  const { headers } = request;
  const [, accessKeyId, region = '', service = ''] = credential.exec(headers.authorization ?? '') ?? [];
  const target = String(headers['x-amz-target'] ?? '');
  return {
    requestId: randomUUID(),
    caller: accessKeyId === undefined ? undefined : callerOf(accessKeyId),
    signed: accessKeyId !== undefined,
    service,
    action: target.slice(target.lastIndexOf('.') + 1),
    region,
    headers,
    signal,
  };
};

const JsonObject = z.record(z.string(), z.unknown());

const readJson = (body: string): Members => {
  try {
    return JsonObject.parse(JSON.parse(body || '{}'));
  } catch {
    throw new AwsError('SerializationException', 'The request is not a JSON object.');
  }
};

export const readCall = (head: CallHead, body: string): AwsCall => {
  if (!head.headers['content-type']?.includes('form-urlencoded')) return { ...head, input: readJson(body) };
  const input = Object.fromEntries(new URLSearchParams(body));
  return { ...head, action: input.Action ?? '', input };
};
