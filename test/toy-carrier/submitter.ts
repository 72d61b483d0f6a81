import type { CarrierDeps } from '../../adapters/carriers/carrier-deps.ts';
import { openHttpCarrier } from '../../adapters/carriers/http-carrier.ts';
import type { Carrier } from '../../core/carrier.ts';
import { toyWords } from './answer.ts';
import { parseToySecret, type ToySettings } from './settings.ts';
import { toyTraits } from './traits.ts';

export const openCarrier = ({ secretArn, apiUrl }: ToySettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'toy',
      traits: toyTraits,
      secretArn,
      parseSecret: parseToySecret,
      sender: undefined,
      post: ({ request, sender, secret, receiptsUrl }) => ({
        url: `${apiUrl}/texts`,
        headers: { authorization: `Bearer ${secret.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ to: request.recipient, from: sender, text: request.text, receiptsUrl }),
      }),
      words: toyWords,
    },
    deps,
  );
