import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { Fault } from '../../../core/fault.ts';
import type { HttpClient } from '../../http/http-client.ts';
import { signedText, snsHostOf, type TopicMessage } from './topic-message.ts';

const fetchDeadlineMs = 3000;

const hashes = { '1': 'sha1', '2': 'sha256' } as const;

/** Base64 as SNS writes it and no other spelling: decoders forgive much, and a signature has one. */
const readBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** Where SNS keeps the certificates of a topic's region: nobody else can put one there. */
const isSigningCertificate = (url: string, topicArn: string): boolean => {
  const prefix = `https://${snsHostOf(topicArn)}/SimpleNotificationService-`;
  return url.startsWith(prefix) && /^[0-9a-f]{32}\.pem$/.test(url.slice(prefix.length));
};

/** The key of a certificate that is valid now, or undefined. */
const keyOf = (pem: Uint8Array, now: Date): KeyObject | undefined => {
  try {
    const { publicKey, validFromDate, validToDate } = new X509Certificate(pem);
    return validFromDate <= now && now <= validToDate ? publicKey : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Verifies what SNS posts, by the certificate that it names. Certificates are kept while the process lives: SNS gives
 * a new one a new name.
 */
export const createTopicVerifier = (http: HttpClient, now: () => Date) => {
  const keys = new Map<string, KeyObject>();

  /** @throws when SNS cannot be asked: then a 5xx is right, and it posts again. */
  const fetchKey = async (url: string): Promise<KeyObject | undefined> => {
    const known = keys.get(url);
    if (known) return known;
    const result = await http.send({ method: 'GET', url, headers: {}, deadlineMs: fetchDeadlineMs });
    if (result.kind !== 'answered' || result.status >= 500) {
      throw new Fault('the signing certificate of SNS could not be fetched');
    }
    const key = result.status === 200 ? keyOf(result.body, now()) : undefined;
    if (key) keys.set(url, key);
    return key;
  };

  return async (message: TopicMessage): Promise<boolean> => {
    const signature = readBase64(message.Signature);
    if (!signature || !isSigningCertificate(message.SigningCertURL, message.TopicArn)) return false;
    const key = await fetchKey(message.SigningCertURL);
    const text = Buffer.from(signedText(message));
    return key !== undefined && verify(hashes[message.SignatureVersion], text, key, signature);
  };
};
