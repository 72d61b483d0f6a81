import type { KeyRecord } from './key-record.ts';
import type { SendingRights } from './sending-rights.ts';

/** Who asks, once the API key is known. */
export type Caller = Pick<KeyRecord, 'tenant' | 'keyId' | 'limits'> & {
  /** What the texts that it sends may be. */
  readonly rights: SendingRights;
};
