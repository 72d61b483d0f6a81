import type { Operation } from './operation.ts';
import { sendBatch } from './operations/batch.ts';
import { getDocument, getExplorer, getReference } from './operations/documentation.ts';
import { getHealth } from './operations/health.ts';
import { createKey, listKeys, revokeKey, rotateKey } from './operations/keys.ts';
import { listMessages } from './operations/listing.ts';
import { getMessage, previewMessage, sendMessage } from './operations/messages.ts';
import { deleteOptOut, getOptOut, putOptOut } from './operations/opt-outs.ts';
import { receiveWebhook, receiveWebhookByGet } from './operations/webhooks.ts';
import { cancelMessage, eraseContent } from './operations/withdrawal.ts';
import type { OperationId } from './routes.ts';

/** What each route takes and answers. A route without its operation does not compile. */
export const operations: Readonly<Record<OperationId, Operation>> = {
  sendMessage,
  sendBatch,
  previewMessage,
  listMessages,
  getMessage,
  cancelMessage,
  eraseContent,
  getOptOut,
  putOptOut,
  deleteOptOut,
  createKey,
  listKeys,
  rotateKey,
  revokeKey,
  getHealth,
  receiveWebhook,
  receiveWebhookByGet,
  getDocument,
  getReference,
  getExplorer,
};
