import { createSmsClient, type SmsClient } from '../../client/sms-client.ts';
import type { Surroundings } from './surroundings.ts';
import { resolveTarget, type TargetOptions } from './target.ts';

/** A client of the pipeline that is meant. */
export const openApi = (options: TargetOptions, surroundings: Surroundings): SmsClient => {
  const { fetch, sleep } = surroundings;
  return createSmsClient({ ...resolveTarget(options, surroundings).api(), fetch, sleep });
};
