import { createHmac } from 'node:crypto';
import { inByteOrder } from '../carriers/form-body.ts';

/** `X-Twilio-Signature` of a form that is posted to a URL. */
export const twilioSignature = (
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
): string => {
  const parameters = inByteOrder(Object.keys(form)).map((name) => `${name}${form[name]}`);
  return createHmac('sha1', authToken)
    .update(url + parameters.join(''))
    .digest('base64');
};
