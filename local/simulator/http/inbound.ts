import { digits } from '../digits.ts';
import type { InboundVoice } from '../inbound/inbound-text.ts';
import { signedPost } from './api.ts';

/** How the described API posts an incoming text. */
export const httpInbound = (account: { readonly token: string; readonly webhook: string }): InboundVoice => ({
  name: 'http',
  idOf: (hex) => `in-${hex.slice(0, 24)}`,
  callback: ({ id, from, to, text }, at) =>
    signedPost(account, {
      type: 'inbound',
      id,
      from: digits(from),
      to: digits(to),
      text,
      at: at.toISOString(),
    }),
});
