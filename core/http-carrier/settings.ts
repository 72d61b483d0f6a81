import * as z from 'zod';
import { AnswerSettings } from './answer-settings.ts';
import { HttpInboundSettings } from './inbound-settings.ts';
import { LookupSettings } from './lookup-settings.ts';
import { ReceiptSettings } from './receipt-settings.ts';
import { type Body, bodyWith, headersWith, urlWith } from './request-settings.ts';
import { namesIn, textsIn } from './template.ts';

type Templates = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
};

const textsOf = (body: Body | undefined): string[] => {
  if (!body) return [];
  return body.format === 'json' ? textsIn(body.template) : Object.values(body.fields);
};

/** The placeholders in all templates of a request. */
export const namesUsedBy = ({ url, headers, body }: Templates): ReadonlySet<string> =>
  new Set([url, ...Object.values(headers), ...textsOf(body)].flatMap(namesIn));

const namesSecret = (names: Iterable<string>): boolean =>
  [...names].some((name) => name.startsWith('secret.'));

/** How the deployer describes an SMS API that takes JSON or a form. docs/http-carrier.md has an example. */
export const HttpCarrierSettings = z
  .strictObject({
    url: urlWith().meta({ description: 'Where texts are posted to.' }),
    secretArn: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Secret with `{"name": "value", …}` as JSON.' }),
    headers: headersWith(['attemptId', 'callbackUrl', 'validitySeconds', 'encoding']).default({}),
    body: bodyWith(),
    sender: z.string().min(1).max(50).optional().meta({ description: 'Sender of texts that name none.' }),
    encodings: z
      .strictObject({ gsm7: z.string(), ucs2: z.string() })
      .default({ gsm7: 'gsm7', ucs2: 'ucs2' })
      .meta({ description: 'What the API calls the encodings.' }),
    validity: z
      .strictObject({ least: z.int().min(1), most: z.int().min(1) })
      .refine(({ least, most }) => least <= most, '`least` is more than `most`')
      .default({ least: 1, most: 259_200 })
      .meta({ description: 'Seconds that the API takes as a validity.' }),
    dedupes: z.boolean().default(false).meta({
      description: 'Whether the API drops the second of two submits that have one `{{attemptId}}`.',
    }),
    answer: AnswerSettings,
    receipts: ReceiptSettings.optional(),
    inbound: HttpInboundSettings.optional(),
    lookup: LookupSettings.optional(),
  })
  .superRefine((settings, context) => {
    const { receipts, inbound, lookup } = settings;
    const used = namesUsedBy(settings);
    const asked = lookup ? namesUsedBy(lookup) : new Set<string>();
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: path.split('.'), message });
    if (!used.has('text')) refuse('body', 'no template names {{text}}');
    if (!used.has('recipient') && !used.has('recipientDigits')) {
      refuse('body', 'no template names {{recipient}} or {{recipientDigits}}');
    }
    if (settings.dedupes && !used.has('attemptId')) {
      refuse('dedupes', 'no template names {{attemptId}}, by which the API would know a submit again');
    }
    if (used.has('callbackUrl') && !receipts) {
      refuse('receipts', 'needed to read what is posted to {{callbackUrl}}');
    }
    if (inbound && !inbound.signature && !receipts) {
      refuse('inbound.signature', 'needed, because there are no receipts that are signed alike');
    }
    if (lookup && !used.has('attemptId')) {
      refuse('lookup', 'no template of the submit names {{attemptId}}, by which the API would know the text');
    }
    if (lookup && !asked.has('attemptId') && lookup.attemptId === undefined) {
      refuse('lookup', 'ask for {{attemptId}}, or say by `attemptId` where the answer has it');
    }
    if (lookup && !lookup.statuses && !receipts) {
      refuse('lookup.statuses', 'needed, because there are no receipts that say what each status means');
    }
    const needsSecret = receipts || inbound || namesSecret(used) || namesSecret(asked);
    if (needsSecret && settings.secretArn === undefined) {
      refuse('secretArn', 'needed for {{secret.NAME}} and for the signature of receipts and incoming texts');
    }
  })
  .meta({ id: 'HttpCarrierSettings' });
export type HttpCarrierSettings = z.infer<typeof HttpCarrierSettings>;
