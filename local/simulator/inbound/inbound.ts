import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { SimulatorAnswer, SimulatorRequest } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import { postCallback } from '../post-callback.ts';
import { readJson } from '../read-json.ts';
import type { InboundVoice } from './inbound-text.ts';

const Order = z.strictObject({
  carrier: z.string(),
  from: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 with +'),
  to: z.string().regex(/^(\+[1-9]\d{6,14}|\d{3,8})$/, 'a number in E.164 with +, or a short code'),
  text: z.string().max(1600),
  /** The id of a text that was posted before: the same text once more, as carriers repeat them. */
  carrierMessageId: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  url: z.string().refine(isCallable, 'an http URL on the loopback').optional(),
});

const refuse = (status: number, message: string): SimulatorAnswer => ({ status, json: { status, message } });

type InboundDeps = {
  readonly clock: Clock;
  readonly voices: Readonly<Record<string, InboundVoice>>;
};

/** Lets a handset that there is not send a text to one of our numbers, by way of a carrier. */
export const createInbound = ({ clock, voices }: InboundDeps) => {
  const stopping = new AbortController();
  let apiUrl: string | undefined;

  const post = async ({ body }: SimulatorRequest): Promise<SimulatorAnswer> => {
    const order = Order.safeParse(readJson(body));
    if (!order.success) return refuse(400, z.prettifyError(order.error));
    const { carrier, carrierMessageId, ...given } = order.data;
    const voice = Object.hasOwn(voices, carrier) ? voices[carrier] : undefined;
    if (!voice) return refuse(400, `carrier: one of ${Object.keys(voices).join(', ')}`);
    const url = given.url ?? (apiUrl && `${apiUrl}/v1/webhooks/${voice.name}/inbound`);
    if (url === undefined) return refuse(400, 'url: where the webhook of the number is');
    const id = carrierMessageId ?? voice.idOf(randomBytes(32).toString('hex'));
    const callback = voice.callback({ ...given, id, url }, new Date(clock.now()));
    const result = await postCallback(url, callback, stopping.signal);
    const answer = 'status' in result ? result.status : null;
    return { status: 200, json: { carrierMessageId: id, answer } };
  };

  return {
    post,
    /** Where the API is whose webhooks our numbers are set to. */
    deliverTo: (url: string): void => {
      apiUrl = url;
    },
    abort: (): void => stopping.abort(),
  };
};
