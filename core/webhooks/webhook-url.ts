import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Where webhooks to customers may go: the internet, or for a run on one machine this machine alone. */
export type WebhookHosts = 'public' | 'loopback';

/** Ports of public hosts that web servers listen on, so that nobody scans others in our name. */
const publicPorts: readonly string[] = ['', '80', '443', '8080', '8443'];

/** Names that only have a meaning inside of a network. RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`. */
const privateNames = /(^|\.)(localhost|local|internal|home\.arpa|intranet|lan)\.?$/i;

/** A DNS name of letters, digits and hyphens with at least two labels. */
const publicName =
  /^(?=.{1,253}\.?$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])\.?$/i;

/** Whether a webhook may be connected to this address, however its name led there. */
export const isAllowedAddress = (address: string, hosts: WebhookHosts): boolean =>
  hosts === 'public' ? isPublicAddress(address) : isLoopbackAddress(address);

/** The host of a URL if it is an address: the URL parser has turned all notations of one into the usual one. */
export const addressIn = ({ hostname }: URL): string | undefined => {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) ? hostname : undefined;
};

const hostProblem = (url: URL, hosts: WebhookHosts): string | undefined => {
  const address = addressIn(url);
  const own = 'only the loopback of this machine is';
  if (address !== undefined) {
    if (isAllowedAddress(address, hosts)) return undefined;
    return hosts === 'public' ? 'its address is not on the public internet' : own;
  }
  if (hosts === 'loopback') return url.hostname === 'localhost' ? undefined : own;
  if (privateNames.test(url.hostname)) return 'its name has no meaning on the public internet';
  return publicName.test(url.hostname) ? undefined : 'its name is not a DNS name';
};

/**
 * Reads the URL of a customer's webhook, or says why it cannot be called. A name that passes can still lead to an
 * address that does not: whoever connects must look at the address, too.
 */
export const readWebhookUrl = (
  text: string,
  hosts: WebhookHosts,
): { readonly url: URL } | { readonly problem: string } => {
  const url = /^https?:\/\/[^\s\\]+$/i.test(text) ? URL.parse(text) : null;
  if (!url) return { problem: 'it is not an http or https URL' };
  if (url.username !== '' || url.password !== '') return { problem: 'it has a user name or a password' };
  if (hosts === 'public' && !publicPorts.includes(url.port)) {
    return { problem: 'its port is none of 80, 443, 8080 and 8443' };
  }
  const problem = hostProblem(url, hosts);
  return problem === undefined ? { url } : { problem };
};
