import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import type { CredentialsCheck } from '../credentials.ts';
import { parseHttpSecret } from './secret.ts';

/** An API that is only described has nothing known to ask for: its secret can be read, and that is all. */
export const openCredentials = ({ secretArn }: HttpCarrierSettings): CredentialsCheck | undefined =>
  secretArn === undefined
    ? undefined
    : {
        secretArn,
        request: (text) => {
          parseHttpSecret(text);
          return undefined;
        },
      };
