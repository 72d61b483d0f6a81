import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const keyIdLength = 12;
const secretLength = 32;
const checksumLength = 6;

const form = new RegExp(
  `^sms_[a-z]{2,10}_(?<keyId>[0-9A-Za-z]{${keyIdLength}})_[0-9A-Za-z]{${secretLength}}(?<checksum>[0-9A-Za-z]{${checksumLength}})$`,
);

const random = (length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

const base62 = (value: number): string => {
  let text = '';
  for (let left = value; text.length < checksumLength; left = Math.floor(left / alphabet.length)) {
    text = alphabet.charAt(left % alphabet.length) + text;
  }
  return text;
};

const checksumOf = (unchecked: string): string => base62(crc32(unchecked));

export const hashApiKey = (apiKey: string): string => createHash('sha256').update(apiKey).digest('hex');

/** `sms_<environment>_<key id>_<secret><checksum>`: the secret has 190 random bits. Shown once, stored as a hash. */
export const newApiKey = (environment: string): { keyId: string; apiKey: string; hash: string } => {
  const keyId = random(keyIdLength);
  const unchecked = `sms_${environment}_${keyId}_${random(secretLength)}`;
  const apiKey = unchecked + checksumOf(unchecked);
  return { keyId, apiKey, hash: hashApiKey(apiKey) };
};

/** The id of a well-formed key; junk is told by its checksum, without a look-up. */
export const keyIdOf = (apiKey: string): string | undefined => {
  const { keyId, checksum } = form.exec(apiKey)?.groups ?? {};
  return checksum === checksumOf(apiKey.slice(0, -checksumLength)) ? keyId : undefined;
};

/** Compares in constant time. */
export const matchesHash = (apiKey: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashApiKey(apiKey), 'hex'), Buffer.from(hash, 'hex'));
