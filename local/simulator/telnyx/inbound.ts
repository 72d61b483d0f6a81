import { type KeyObject, randomUUID } from 'node:crypto';
import type { InboundVoice } from '../inbound/inbound-text.ts';
import { uuidOf } from '../story.ts';
import { signedHeaders } from './signature.ts';

/** How Telnyx posts an incoming text to the webhook of the messaging profile. */
export const telnyxInbound = ({ privateKey }: { readonly privateKey: KeyObject }): InboundVoice => ({
  name: 'telnyx',
  idOf: uuidOf,
  callback: ({ id, from, to, text, url }, at) => {
    const body = JSON.stringify({
      data: {
        record_type: 'event',
        event_type: 'message.received',
        id: randomUUID(),
        occurred_at: at.toISOString(),
        payload: {
          record_type: 'message',
          direction: 'inbound',
          id,
          type: 'SMS',
          from: { phone_number: from },
          to: [{ phone_number: to, status: 'webhook_delivered' }],
          text,
          parts: 1,
          errors: [],
          received_at: at.toISOString(),
        },
      },
      meta: { attempt: 1, delivered_to: url },
    });
    return { headers: signedHeaders(body, privateKey, at), body };
  },
});
