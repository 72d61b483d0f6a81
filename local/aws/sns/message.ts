import { AwsError } from '../aws-error.ts';
import type { Members } from '../call.ts';

/** A text that SNS takes. */
export type Text = {
  readonly recipient: string;
  readonly body: string;
  readonly smsType: 'Promotional' | 'Transactional';
};

const invalid = (what: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

/** The most characters that one Publish to a phone number takes. */
const longest = 1600;

/** What the attributes of a text may hold. */
const rules: Readonly<Record<string, { readonly type: string; readonly value: RegExp }>> = {
  'AWS.SNS.SMS.SenderID': { type: 'String', value: /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/ },
  'AWS.SNS.SMS.SMSType': { type: 'String', value: /^(Promotional|Transactional)$/ },
  'AWS.SNS.SMS.MaxPrice': { type: 'Number', value: /^\d+(\.\d+)?$/ },
  'AWS.MM.SMS.OriginationNumber': { type: 'String', value: /^\+?\d{3,15}$/ },
  'AWS.MM.SMS.EntityId': { type: 'String', value: /^.{1,50}$/ },
  'AWS.MM.SMS.TemplateId': { type: 'String', value: /^.{1,50}$/ },
};

/** The message attributes of the query protocol: `MessageAttributes.entry.1.Name`, `….Value.DataType`, … */
const readAttributes = (input: Members): ReadonlyMap<string, string> => {
  const attributes = new Map<string, string>();
  for (let n = 1; ; n += 1) {
    const at = `MessageAttributes.entry.${n}`;
    const name = input[`${at}.Name`];
    if (name === undefined) return attributes;
    const [type, value] = [
      String(input[`${at}.Value.DataType`] ?? ''),
      String(input[`${at}.Value.StringValue`] ?? ''),
    ];
    const rule = Object.hasOwn(rules, String(name)) ? rules[String(name)] : undefined;
    if (!rule && /^AWS\./i.test(String(name)))
      throw invalid(`MessageAttributes Reason: ${name} is not supported`);
    if (rule && (rule.type !== type || !rule.value.test(value))) {
      throw invalid(`MessageAttributes Reason: ${name} has an invalid type or value`);
    }
    attributes.set(String(name), value);
  }
};

/** Checks a Publish as SNS does; what goes elsewhere than to a phone number is refused. */
export const readText = (input: Members): Text => {
  const { PhoneNumber, Message, TopicArn, TargetArn } = input;
  if (TopicArn !== undefined || TargetArn !== undefined) {
    throw invalid('TopicArn or TargetArn Reason: the local cloud publishes to phone numbers only');
  }
  if (PhoneNumber === undefined)
    throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  if (!/^\+?[1-9]\d{6,14}$/.test(String(PhoneNumber))) {
    throw invalid(`PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`);
  }
  if (!Message) throw invalid('Empty message');
  const body = String(Message);
  if ([...body].length > longest) throw invalid('Message too long');
  const attributes = readAttributes(input);
  const smsType = attributes.get('AWS.SNS.SMS.SMSType') === 'Transactional' ? 'Transactional' : 'Promotional';
  return { recipient: `+${String(PhoneNumber).replace('+', '')}`, body, smsType };
};
