import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';

/** What the secret of `describedApi` holds. */
export const apiSecret = { token: 'api-token', webhook: 'webhook-secret' };

/** An API as a deployer may describe it: JSON, a bearer token, and receipts signed over their body. */
export const describedApi = (url: string, more: object = {}): HttpCarrierSettings =>
  HttpCarrierSettings.parse({
    url: `${url}/v1/messages`,
    secretArn: 'arn',
    headers: { authorization: 'Bearer {{secret.token}}', 'idempotency-key': '{{attemptId}}' },
    body: {
      format: 'json',
      template: {
        destination: '{{recipientDigits}}',
        source: '{{sender}}',
        content: { text: '{{text}}', coding: '{{encoding}}' },
        ttl: '{{validitySeconds}}',
        callback: '{{callbackUrl}}',
        flash: false,
      },
    },
    answer: {
      id: '/id',
      code: '/code',
      codes: {
        OK: 'accepted',
        NO_SUCH_NUMBER: 'invalid_destination',
        SLOW_DOWN: 'throttled',
        BUSY: 'temporary',
      },
    },
    receipts: {
      signature: { kind: 'hmacSha256', header: 'x-signature', prefix: 'sha256=', secretKey: 'webhook' },
      id: '/message/id',
      status: '/message/status',
      code: '/message/reason',
      statuses: { SENT: 'sent', DELIVRD: 'delivered', UNDELIV: 'undelivered', REJECTD: 'failed' },
      codes: { ABSENT: 'unreachable_handset' },
      evidence: 'handset',
    },
    ...more,
  });
