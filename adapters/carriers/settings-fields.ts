import * as z from 'zod';

/** Where a carrier's API is; the simulator locally. */
export const apiUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .meta({ description: 'Where the API is: the simulator locally.' });

export const secretArn = (shape: string) =>
  z
    .string()
    .min(1)
    .meta({ description: `Secret with \`${shape}\` as JSON.` });

/** What every network calls a sender. */
export const plainSender = [
  z.string().regex(/^\+[1-9]\d{6,14}$/, 'E.164 number'),
  z.string().regex(/^\d{3,8}$/, 'short code'),
  z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/, 'alphanumeric sender'),
] as const;

/** A template parameter that the deployer left empty. */
export const leftEmpty = z.literal('').transform(() => undefined);

/** Reads a secret's text. Its error says what a right one holds, never what this one does. */
export const secretParser =
  <S extends z.ZodType>(schema: S, expected: string) =>
  (text: string): z.output<S> => {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new Error(expected);
    }
  };

/** Pools of senders are named by UUID. */
export const isUuid = (sender: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(sender);
