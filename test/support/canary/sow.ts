import { twilioAccount } from '../../../bin/local-services.ts';
import { attemptIdOf } from '../../../core/ids.ts';
import { signCallback } from '../../../local/simulator/twilio/signature.ts';
import type { Pipeline } from '../local-pipeline.ts';
import { createCaller } from './caller.ts';
import { type Plant, spellingsOf } from './plant.ts';

const times = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const spelled = (number: string, i: number): string => {
  const spellings = spellingsOf(number);
  return spellings[i % spellings.length] ?? number;
};

/** Numbers at which the carrier refuses the text or loses it, often quoting what it got. */
const troubled = [...times(17).map((i) => 101 + i), ...times(20).map((i) => 151 + i), ...[191, 192, 193]].map(
  String,
);

/** Calls all that can be called, well and badly, with planted values wherever a value can go. */
export const createSower = ({ run }: Pipeline, plant: Plant, callbackUrl: string) => {
  const { ask, post, take, refusals, accepted } = createCaller(run);

  const text = (i: number) => ({
    to: spelled(plant.number(), i),
    defaultCountry: 'GB',
    body: `${plant.words()}: your code is ${plant.code()}.`,
  });

  const accept = async (): Promise<void> => {
    await Promise.all(
      times(100).map(async (i) => {
        const metadata = { note: plant.words() };
        const carrier = i % 10 === 0 ? { carrier: 'sns' } : {};
        const headers = { 'idempotency-key': plant.credential() };
        take(await post('/v1/messages', { ...text(i), metadata, ...carrier }, headers));
      }),
    );
    const { results } = JSON.parse(await post('/v1/messages/batch', { messages: times(99).map(text) }));
    for (const result of results) take(JSON.stringify(result));
    for (const digits of troubled) {
      take(await post('/v1/messages', { to: plant.scripted(digits), body: plant.words() }));
    }
  };

  const preview = () => Promise.all(times(20).map((i) => post('/v1/messages/preview', text(i))));

  const askWrongly = async (): Promise<void> => {
    const messages = '/v1/messages';
    const { to, body } = text(0);
    const wrong: readonly unknown[] = [
      { ...text(1), to: `${plant.number()}0000` },
      { ...text(2), to: plant.words() },
      { ...text(3), body: plant.words().repeat(3_000) },
      { ...text(4), from: plant.number() + plant.words() },
      { ...text(5), type: plant.words() },
      { ...text(6), carrier: plant.words() },
      { ...text(7), encoding: 'gsm7', body: `${plant.words()} 漢字` },
      { ...text(8), sendAt: plant.words() },
      { ...text(9), metadata: { note: [plant.words()] } },
      { ...text(10), validitySeconds: plant.code() },
      { ...text(11), defaultCountry: plant.words() },
      { ...text(12), body: `${plant.words()}\ud800` },
      [text(13)],
      `{"to":"${plant.number()}","body":"${plant.words()}`,
      plant.words(),
    ];
    for (const request of wrong) {
      await post(messages, request);
      await post(`${messages}/preview`, request);
      await post(`${messages}/batch`, typeof request === 'string' ? request : { messages: [request] });
    }
    await post(messages, { to, body }, { 'content-type': 'text/plain' });
    await post(messages, { to, body }, { 'idempotency-key': `${plant.credential()}ü` });
    for (const query of ['to', 'status', 'from', 'until', 'cursor', 'limit', 'reference', 'other']) {
      await ask(`${messages}?${query}=${encodeURIComponent(plant.number())}`);
      await ask(`${messages}?${query}=${plant.words()}`);
    }
    for (const path of ['messages/', 'messages/msg_', 'opt-outs/', 'keys/', 'events/', '']) {
      await ask(`/v1/${path}${plant.words()}`);
    }
  };

  const optOut = async (): Promise<void> => {
    for (const i of times(10)) {
      const path = `/v1/opt-outs/${encodeURIComponent(plant.number())}`;
      await ask(path);
      await ask(path, { method: i % 2 === 0 ? 'PUT' : 'DELETE' });
    }
    await ask(`/v1/opt-outs/${encodeURIComponent(`${plant.number()}000`)}`, { method: 'PUT' });
  };

  const useKeys = async (): Promise<void> => {
    for (const i of times(20)) {
      const created = JSON.parse(await post('/v1/keys', { kind: i % 2 === 0 ? 'live' : 'test' }));
      const authorization = `Bearer ${plant.credential(created.apiKey)}`;
      take(await post('/v1/messages', text(i), { authorization }));
      if (i % 4 === 0) await ask(`/v1/keys/${created.keyId}`, { method: 'DELETE' });
      await post('/v1/keys', { scopes: [] }, { authorization });
    }
    for (const i of times(10)) {
      const key = plant.credential();
      const authorization = i % 2 === 0 ? `Bearer ${key}` : `Bearer sms_live_${key}`;
      await post('/v1/messages', text(i), { authorization });
    }
  };

  const useTwilioApi = async (): Promise<void> => {
    const { accountSid, authToken } = run.twilio;
    const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
    const send = (form: Record<string, string>, password: string) =>
      post(path, new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${btoa(`${accountSid}:${password}`)}`,
      });
    plant.credential(authToken);
    for (const i of times(20)) {
      const StatusCallback = `${callbackUrl}/${i}?secret=${plant.credential()}`;
      const form = { To: plant.number(), From: '+15005550006', Body: `${plant.words()} ${plant.code()}` };
      await send({ ...form, StatusCallback }, authToken);
      await send({ ...form, To: `${plant.number()}0000` }, authToken);
      await send({ ...form, StatusCallback: `http://10.0.0.1/${plant.credential()}` }, authToken);
      await send(form, plant.credential());
    }
  };

  const hear = async (): Promise<void> => {
    for (const i of times(20)) {
      const words = i % 4 === 0 ? 'STOP' : `${plant.words()} ${plant.code()}`;
      const order = { carrier: 'twilio', from: plant.number(), to: '+15005550006', text: words };
      await fetch(`${run.carrierSimulatorUrl}/_simulator/inbound`, {
        method: 'POST',
        body: JSON.stringify(order),
      });
    }
  };

  /** What carriers report, with more in it than we want to know; and what others would like us to believe. */
  const report = async (): Promise<void> => {
    plant.credential(twilioAccount.authToken);
    for (const [i, messageId] of accepted.slice(0, 20).entries()) {
      const genuine = `/v1/webhooks/twilio/${attemptIdOf(messageId, 1)}`;
      const path = i % 2 === 0 ? genuine : `/v1/webhooks/twilio/${plant.credential()}?to=${plant.code()}`;
      const form = {
        ...{ MessageSid: `SM${i}`, MessageStatus: i % 3 === 0 ? plant.words() : 'delivered' },
        ...{ To: plant.number(), From: plant.number(), Body: plant.words(), ErrorMessage: plant.words() },
      };
      const key = i % 4 === 0 ? plant.credential() : twilioAccount.authToken;
      await post(path, new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signCallback(key, run.url + path, form),
      });
    }
    for (const carrier of ['vonage', 'plivo', 'sns', plant.words()]) {
      await post(`/v1/webhooks/${carrier}/${plant.words()}`, { text: plant.words(), to: plant.number() });
    }
  };

  return {
    refusals,
    accepted,
    sowAll: async (): Promise<void> => {
      for (const sow of [accept, preview, askWrongly, optOut, useKeys, useTwilioApi, hear, report])
        await sow();
    },
  };
};
