import * as z from 'zod';
import type { Operation } from '../operation.ts';

export const receiveWebhook: Operation = {
  tag: 'Carriers',
  summary: "Take a carrier's receipt",
  description:
    "For carriers: what became of a text, in the carrier's own format, signed in its own way. Nothing for an " +
    'application to call.',
  access: 'carrier',
  pathParameters: z.object({
    carrier: z.string().meta({ description: 'The name of the carrier in this deployment.' }),
    token: z
      .string()
      .meta({ description: 'Which submit the receipt is about, or what the carrier was told.' }),
  }),
  answers: { 204: { description: 'The receipts are in the queue.' } },
  problems: ['invalid_webhook', 'invalid_signature', 'not_found', 'body_too_large'],
};

export const receiveWebhookByGet: Operation = {
  ...receiveWebhook,
  summary: "Take a carrier's receipt, by GET",
};
