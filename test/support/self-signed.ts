import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a certificate for 127.0.0.1 in PEM, signed by nobody but itself. */
export type SelfSigned = { readonly key: string; readonly cert: string };

/** One DER element: tag, length, content (ITU-T X.690 §8.1). */
const der = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

const sequence = (...content: readonly Uint8Array[]): Buffer => der(0x30, ...content);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const signatures = {
  ec: sequence(bytes('06082a8648ce3d040302')),
  rsa: sequence(bytes('06092a864886f70d01010b0500')),
};
const keyPairs = {
  ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
const commonName = (text: string): Buffer =>
  sequence(der(0x31, sequence(bytes('0603550403'), der(0x0c, Buffer.from(text)))));
const utcTime = (time: string): Buffer => der(0x17, Buffer.from(time));
/** subjectAltName with the IP address 127.0.0.1. */
const alternativeName = der(
  0xa3,
  sequence(sequence(bytes('0603551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))))),
);

/** Made afresh for each run, so that no key lies in the repository and none expires. */
export const selfSigned = (type: 'ec' | 'rsa' = 'ec', until = '491231235959Z'): SelfSigned => {
  const { publicKey, privateKey } = keyPairs[type]();
  const algorithm = signatures[type];
  const name = commonName('a test');
  const tbs = sequence(
    bytes('a003020102'),
    bytes('020101'),
    algorithm,
    name,
    sequence(utcTime('200101000000Z'), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    alternativeName,
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', tbs, privateKey));
  const certificate = sequence(tbs, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
};
