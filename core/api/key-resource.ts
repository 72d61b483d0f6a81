import * as z from 'zod';
import { KeyRecord } from '../keys/key-record.ts';

/** An API key as the API shows it: all but its hash. */
export const KeyResource = z
  .strictObject({
    ...KeyRecord.omit({ hash: true, schemaVersion: true }).shape,
    lastUsedAt: z.iso.datetime().optional().meta({ description: 'To the hour.' }),
  })
  .meta({ id: 'Key', description: 'An API key, without the key.' });
export type KeyResource = z.infer<typeof KeyResource>;

/** The only answer that holds the key itself. */
export const MadeKeyResource = z
  .strictObject({
    ...KeyResource.shape,
    apiKey: z.string(),
    oldExpiresAt: z.iso
      .datetime()
      .optional()
      .meta({ description: 'After a rotation: the last moment of the key that it replaces.' }),
  })
  .meta({ id: 'MadeKey', description: 'A new API key. It is shown this once.' });
export type MadeKeyResource = z.infer<typeof MadeKeyResource>;

export const KeyPage = z
  .strictObject({ keys: z.array(KeyResource), nextCursor: z.string().optional() })
  .meta({ id: 'KeyPage', description: 'Keys of the tenant, newest first.' });
export type KeyPage = z.infer<typeof KeyPage>;

/** Shows what is kept of a key. */
export const keyResource = (
  { hash: _hash, schemaVersion: _version, ...shown }: KeyRecord,
  lastUsedAt?: string,
): KeyResource => ({
  ...shown,
  ...(lastUsedAt !== undefined && { lastUsedAt }),
});
