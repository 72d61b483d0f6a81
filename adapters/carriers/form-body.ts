/** A form's parameters. No byte is dropped, a byte order mark neither: what was not signed must not verify. */
export const readForm = (body: Uint8Array): URLSearchParams =>
  new URLSearchParams(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body));

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const inByteOrder = (texts: Iterable<string>): string[] => [...texts].sort(byteOrder);
