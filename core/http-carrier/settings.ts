import * as z from 'zod';
import { AnswerSettings } from './answer-settings.ts';
import { ReceiptSettings } from './receipt-settings.ts';
import { Body, Headers, Url } from './request-settings.ts';
import { namesIn, textsIn } from './template.ts';

type Templates = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
};

/** The placeholders in all templates of the settings. */
export const namesUsedBy = ({ url, headers, body }: Templates): ReadonlySet<string> => {
  const texts = body.format === 'json' ? textsIn(body.template) : Object.values(body.fields);
  return new Set([url, ...Object.values(headers), ...texts].flatMap(namesIn));
};

/** How the deployer describes an SMS API that takes JSON or a form. docs/http-carrier.md has an example. */
export const HttpCarrierSettings = z
  .strictObject({
    url: Url.meta({ description: 'Where texts are posted to.' }),
    secretArn: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Secret with `{"name": "value", …}` as JSON.' }),
    headers: Headers.default({}),
    body: Body,
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
  })
  .superRefine((settings, context) => {
    const used = namesUsedBy(settings);
    const refuse = (field: keyof typeof settings, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (!used.has('text')) refuse('body', 'no template names {{text}}');
    if (!used.has('recipient') && !used.has('recipientDigits')) {
      refuse('body', 'no template names {{recipient}} or {{recipientDigits}}');
    }
    if (settings.dedupes && !used.has('attemptId')) {
      refuse('dedupes', 'no template names {{attemptId}}, by which the API would know a submit again');
    }
    if (used.has('callbackUrl') && !settings.receipts) {
      refuse('receipts', 'needed to read what is posted to {{callbackUrl}}');
    }
    const needsSecret = settings.receipts || [...used].some((name) => name.startsWith('secret.'));
    if (needsSecret && settings.secretArn === undefined) {
      refuse('secretArn', 'needed for {{secret.NAME}} and for the signature of receipts');
    }
  })
  .meta({ id: 'HttpCarrierSettings' });
export type HttpCarrierSettings = z.infer<typeof HttpCarrierSettings>;
