import { expect, test } from 'vitest';
import { textMessage } from '../../../adapters/carriers/aws-eum/text-message.ts';
import { messageJson } from '../../../adapters/carriers/plivo/message-json.ts';
import { PlivoSettings } from '../../../adapters/carriers/plivo/settings.ts';
import { openCarriers } from '../../../adapters/carriers/registry.ts';
import { messageAttributes } from '../../../adapters/carriers/sns/message-attributes.ts';
import { messagesJson } from '../../../adapters/carriers/vonage/messages-json.ts';
import { VonageSettings } from '../../../adapters/carriers/vonage/settings.ts';
import { smsForm } from '../../../adapters/carriers/vonage/sms-form.ts';
import type { SubmitRequest } from '../../../core/carrier.ts';
import { only } from '../../contract/only.ts';
import { carrierDeps, fakeSecrets } from '../../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../../support/http-carrier.ts';
import { jsonAnswer, recordingHttp } from '../../support/recording-http.ts';
import { submitRequest } from '../../support/submit-request.ts';

const [entity, ofText] = ['111111111111', { entityId: '222222222222', templateId: '333333333333' }];
const dlt = { dltEntityId: entity, dltTemplateId: '444444444444' };
const facts = (request: SubmitRequest) => ({
  request,
  sender: 'Shop',
  receiptsUrl: 'https://sms.example.com',
});

/** What each carrier whose API takes the ids is sent, as a text. */
const sent: Readonly<Record<string, (request: SubmitRequest) => string | Promise<string>>> = {
  vonage: (request) => {
    const secret = { apiKey: 'k', apiSecret: 's', signatureSecret: 's' };
    return smsForm({ ...facts(request), secret }, VonageSettings.parse({ secretArn: 'arn', ...dlt }));
  },
  'vonage messages': (request) =>
    messagesJson(facts(request), VonageSettings.parse({ secretArn: 'arn', ...dlt })),
  plivo: (request) => {
    const secret = { authId: 'MA', authToken: 't' };
    return messageJson({ ...facts(request), secret }, PlivoSettings.parse({ secretArn: 'arn', ...dlt }));
  },
  sns: (request) => JSON.stringify(messageAttributes(request, dlt)),
  'aws-eum': (request) => {
    const settings = { indiaEntityId: entity, indiaTemplateId: dlt.dltTemplateId };
    return JSON.stringify(textMessage(request, { originationIdentity: 'Shop', ...settings }));
  },
};

const india = '+919876543210';

test.each(Object.keys(sent))(
  "%s is given the text's own registration before that of the settings",
  async (name) => {
    const own = await sent[name]?.(submitRequest({ recipient: india, dlt: ofText }));
    for (const id of Object.values(ofText)) expect(own).toContain(id);
    expect(own).not.toContain(entity);

    const { entityId: _, ...template } = ofText;
    const half = await sent[name]?.(submitRequest({ recipient: india, dlt: template }));
    for (const id of [entity, ofText.templateId]) expect(half).toContain(id);

    const configured = await sent[name]?.(submitRequest({ recipient: india }));
    for (const id of Object.values(dlt)) expect(configured).toContain(id);

    const elsewhere = await sent[name]?.(submitRequest({ dlt: ofText }));
    for (const id of [...Object.values(dlt), ...Object.values(ofText)]) expect(elsewhere).not.toContain(id);
  },
);

test('http puts the ids where its description names them', async () => {
  const { http, requests } = recordingHttp(jsonAnswer(202, { id: '1', code: 'OK' }));
  const secrets = fakeSecrets(JSON.stringify(apiSecret)).store;
  const template = {
    to: '{{recipient}}',
    text: '{{text}}',
    entity: '{{dltEntityId}}',
    template: '{{dltTemplateId}}',
  };
  const settings = {
    http: describedApi('https://api.example.com', {
      body: { format: 'json', template },
      receipts: undefined,
    }),
  };
  const carrier = only(await openCarriers(settings, carrierDeps({ http, secrets })));
  await carrier.submit(submitRequest({ recipient: india, dlt: ofText }));
  await carrier.submit(submitRequest());
  expect(requests.map(({ body }) => JSON.parse(`${body}`))).toMatchObject([
    { entity: ofText.entityId, template: ofText.templateId },
    { entity: '', template: '' },
  ]);
});
