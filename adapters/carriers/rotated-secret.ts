import type { SecretStore } from '../secrets/secret-store.ts';

/**
 * Whether a webhook holds good by the secret's text. One that was signed with a secret rotated within the cache's
 * lifetime looks like a forgery, so the secret is read afresh before it is refused.
 * @throws when the secret cannot be read: then a 5xx is right.
 */
export const holdsBySecret = async (
  secrets: SecretStore,
  arn: string,
  holds: (text: string) => boolean,
): Promise<boolean> => {
  const text = await secrets.read(arn);
  if (holds(text)) return true;
  secrets.forget(arn);
  const current = await secrets.read(arn);
  return current !== text && holds(current);
};
