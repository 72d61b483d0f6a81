import type { AwsError } from './aws-error.ts';
import type { AwsAnswer, AwsCall, Members } from './call.ts';

/** How the SDK's clients of these versions speak: JSON with a target header, or (SNS) forms answered with XML. */
type Protocol =
  | {
      readonly kind: 'json';
      readonly version: '1.0' | '1.1';
      readonly target: string;
      readonly shapes: string;
    }
  | { readonly kind: 'query'; readonly xmlns: string };

const protocols: Readonly<Record<string, Protocol>> = {
  dynamodb: {
    kind: 'json',
    version: '1.0',
    target: 'DynamoDB_20120810',
    shapes: 'com.amazonaws.dynamodb.v20120810',
  },
  events: { kind: 'json', version: '1.1', target: 'AWSEvents', shapes: 'com.amazonaws.events' },
  secretsmanager: {
    kind: 'json',
    version: '1.1',
    target: 'secretsmanager',
    shapes: 'com.amazonaws.secretsmanager',
  },
  'sms-voice': {
    kind: 'json',
    version: '1.0',
    target: 'PinpointSMSVoiceV2',
    shapes: 'com.amazonaws.pinpointsmsvoicev2',
  },
  sns: { kind: 'query', xmlns: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  sqs: { kind: 'json', version: '1.0', target: 'AmazonSQS', shapes: 'com.amazonaws.sqs' },
};

/** For a service that is not ours, so that even the refusal can be read. */
const fallback: Protocol = { kind: 'json', version: '1.1', target: '', shapes: 'com.amazonaws.local' };

const protocolOf = ({ service, headers }: Pick<AwsCall, 'service' | 'headers'>): Protocol => {
  if (Object.hasOwn(protocols, service)) return protocols[service] ?? fallback;
  return headers['content-type']?.includes('form-urlencoded') ? { kind: 'query', xmlns: '' } : fallback;
};

/** The headers of a call to a JSON service, for calls that do not come from an SDK. */
export const jsonRequestHeaders = (service: string, action: string): Readonly<Record<string, string>> => {
  const protocol = protocolOf({ service, headers: {} });
  if (protocol.kind !== 'json') throw new Error(`${service} does not speak JSON`);
  return {
    'content-type': `application/x-amz-json-${protocol.version}`,
    'x-amz-target': `${protocol.target}.${action}`,
  };
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const xml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

const element = (name: string, content: unknown): string => `<${name}>${xml(String(content))}</${name}>`;

type Framed = Pick<AwsCall, 'requestId' | 'service' | 'action' | 'headers'>;

const jsonHeaders = (version: string, { requestId }: Framed) => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amzn-requestid': requestId,
});

const xmlHeaders = ({ requestId }: Framed) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });

/** The engine's answer in the protocol of the service. */
export const writeAnswer = (call: Framed, output: Members): AwsAnswer => {
  const protocol = protocolOf(call);
  if (protocol.kind === 'json') {
    return { status: 200, headers: jsonHeaders(protocol.version, call), body: JSON.stringify(output) };
  }
  const members = Object.entries(output).map(([name, value]) => element(name, value));
  const body =
    `<${call.action}Response xmlns="${protocol.xmlns}"><${call.action}Result>${members.join('')}</${call.action}Result>` +
    `<ResponseMetadata>${element('RequestId', call.requestId)}</ResponseMetadata></${call.action}Response>`;
  return { status: 200, headers: xmlHeaders(call), body };
};

/** The refusal in the protocol of the service. */
export const writeError = (
  call: Framed,
  { code, queryCode, message, status, members }: AwsError,
): AwsAnswer => {
  const protocol = protocolOf(call);
  const fault = status < 500 ? 'Sender' : 'Receiver';
  if (protocol.kind === 'json') {
    const query = call.service === 'sqs' ? { 'x-amzn-query-error': `${queryCode ?? code};${fault}` } : {};
    const headers = { ...jsonHeaders(protocol.version, call), ...query };
    return {
      status,
      headers,
      body: JSON.stringify({ __type: `${protocol.shapes}#${code}`, message, ...members }),
    };
  }
  const error = element('Type', fault) + element('Code', code) + element('Message', message);
  const body =
    `<ErrorResponse xmlns="${protocol.xmlns}"><Error>${error}</Error>` +
    `${element('RequestId', call.requestId)}</ErrorResponse>`;
  return { status, headers: xmlHeaders(call), body };
};
