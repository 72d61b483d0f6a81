import { createHash } from 'node:crypto';
import * as z from 'zod';

export const MessageAttributes = z.record(
  z.string(),
  z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
);
export type MessageAttributes = z.infer<typeof MessageAttributes>;

export const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex');

const framed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** SQS's digest of message attributes: by name, each piece with its length, a byte for text or binary. */
export const md5OfAttributes = (attributes: MessageAttributes): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const pieces = names.flatMap((name) => {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    const binary = BinaryValue !== undefined;
    const value = binary ? Buffer.from(BinaryValue, 'base64') : Buffer.from(StringValue ?? '');
    return [
      framed(Buffer.from(name)),
      framed(Buffer.from(DataType)),
      Buffer.from([binary ? 2 : 1]),
      framed(value),
    ];
  });
  return md5(Buffer.concat(pieces));
};

/** What a message counts against the size limits, in bytes: body and attributes. */
export const sizeOf = (body: string, attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.from(BinaryValue, 'base64').length,
    Buffer.byteLength(body),
  );
