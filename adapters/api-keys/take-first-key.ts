import { type Rotation, rotateApiKey } from './administer-keys.ts';
import { keyIdOf } from './api-key.ts';
import type { KeyAdministration } from './key-store.ts';

/** Why there is no first key to show. */
export type NoFirstKey =
  /** The stack made none: an admin key was there before. */
  | { readonly why: 'never-made' }
  | { readonly why: 'revoked' }
  /** `at`: when somebody took it, by the command or by a rotation. */
  | { readonly why: 'taken'; readonly at: string };

/**
 * Exchanges the key that the stack has put into its secret (`kept`) for one that nobody else has seen: the kept one ends
 * with that, so that nothing needs to be erased from the versions of the secret.
 */
export const takeFirstKey = async (
  keys: KeyAdministration,
  kept: string,
  how: { readonly environment: string; readonly now: Date },
): Promise<Rotation | NoFirstKey> => {
  const keyId = keyIdOf(kept);
  const first = keyId === undefined ? undefined : await keys.find(keyId);
  if (!first) return { why: 'never-made' };
  const rotation = await rotateApiKey(keys, first, { ...how, overlapSeconds: 0 });
  if (typeof rotation === 'object') return rotation;
  // Perhaps by somebody who came a moment before.
  const { replacedBy } = (await keys.find(first.keyId)) ?? first;
  const successor = replacedBy === undefined ? undefined : await keys.find(replacedBy);
  return successor ? { why: 'taken', at: successor.createdAt } : { why: 'revoked' };
};
