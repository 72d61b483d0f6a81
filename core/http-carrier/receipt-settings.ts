import * as z from 'zod';
import { FailureCode } from '../failures.ts';
import { ReceiptStatus } from '../receipt.ts';
import { Pointer } from './answer-settings.ts';
import { headerNameProblem } from './request-settings.ts';

const proof = {
  header: z.string().refine((name) => headerNameProblem(name) === undefined, 'not the name of a header'),
  /** Before the signature or the secret in the header: `sha256=`, `Bearer `. */
  prefix: z.string().max(40).default(''),
  secretKey: z.string().regex(/^[\w-]{1,64}$/, 'not a name in the secret: letters, digits, _ and -'),
};

export const SignatureSettings = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('hmacSha256'),
      encoding: z.enum(['hex', 'base64']).default('hex'),
      ...proof,
    })
    .meta({ description: 'HMAC-SHA256 of the raw body in a header.' }),
  z
    .strictObject({ kind: z.literal('token'), ...proof })
    .meta({ description: 'A shared secret in a header. It proves who calls, not what was said.' }),
]);
export type SignatureSettings = z.infer<typeof SignatureSettings>;

/** How the receipts that the carrier posts are verified and read. */
export const ReceiptSettings = z.strictObject({
  signature: SignatureSettings,
  each: Pointer.optional().meta({ description: 'Where the list is, if one call brings several receipts.' }),
  id: Pointer.meta({ description: "Where the carrier's message id is." }),
  status: Pointer.meta({ description: 'Where the status is.' }),
  code: Pointer.optional().meta({ description: 'Where the reason of a failure is.' }),
  attemptId: Pointer.optional().meta({
    description: 'Where our attempt id is, if it comes back in the body instead of the callback URL.',
  }),
  time: Pointer.optional().meta({ description: 'Where it says when that happened.' }),
  statuses: z
    .record(z.string(), ReceiptStatus)
    .refine((statuses) => Object.values(statuses).includes('delivered'), 'no status means delivered')
    .meta({ description: 'What each status means.' }),
  codes: z.record(z.string(), FailureCode).default({}).meta({ description: 'What each reason means.' }),
  evidence: z
    .enum(['carrier', 'handset'])
    .default('carrier')
    .meta({ description: 'Whose word it is that a text was delivered.' }),
});
export type ReceiptSettings = z.infer<typeof ReceiptSettings>;
