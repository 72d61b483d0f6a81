import type { SubmitRequest } from '../../../core/carrier.ts';
import { registrationOf } from '../dlt.ts';
import type { SubmitFacts } from '../http-carrier.ts';
import { isUuid } from '../settings-fields.ts';
import type { PlivoSecret, PlivoSettings } from './settings.ts';

/** Seconds that Plivo keeps a text in its queue: at least, at most. */
const [shortestExpiry, longestExpiry] = [5, 10_800];

const senderField = (sender: string) => (isUuid(sender) ? { powerpack_uuid: sender } : { src: sender });

const dltFields = (request: SubmitRequest, settings: PlivoSettings) => {
  const registration = registrationOf(request, settings);
  return (
    registration && {
      dlt_entity_id: registration.entityId,
      dlt_template_id: registration.templateId,
      dlt_template_category: settings.dltTemplateCategory,
    }
  );
};

/** The JSON that `POST …/Message/` takes; what is undefined is left out. */
export const messageJson = (
  { request, sender, receiptsUrl }: SubmitFacts<PlivoSecret>,
  settings: PlivoSettings,
): string =>
  JSON.stringify({
    ...senderField(sender),
    dst: request.recipient,
    text: request.text,
    type: 'sms',
    url: receiptsUrl,
    method: 'POST',
    message_expiry: Math.min(Math.max(Math.floor(request.validitySeconds), shortestExpiry), longestExpiry),
    ...dltFields(request, settings),
  });
