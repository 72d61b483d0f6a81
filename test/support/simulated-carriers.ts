import { generateKeyPairSync } from 'node:crypto';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { twilioAccount } from './simulator.ts';

const { vonage, plivo, telnyx } = simulatedAccounts;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const sender = '+15005550006';

/** What the simulator calls a carrier, the carrier's settings without its URL, and its secret. */
export const simulatedCarriers = [
  ['twilio', 'twilio', { sender }, twilioAccount],
  ['vonage', 'vonage', { api: 'sms', sender }, vonage],
  ['vonage-messages', 'vonage', { api: 'messages', sender }, { ...vonage, privateKey }],
  ['plivo', 'plivo', { sender }, plivo],
  ['telnyx', 'telnyx', { sender }, { apiKey: telnyx.apiKey, publicKey: telnyx.publicKey }],
] as const;
