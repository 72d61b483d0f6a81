import { Token } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import * as z from 'zod';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';
import { type AnySecret, grantSecretValue } from '../blocks/grant-secret-value.ts';
import type { Carrier } from './carrier.ts';

/** The description of the API, as docs/http-carrier.md has it, but for the secret. */
export interface HttpCarrierProps extends Omit<z.input<typeof HttpCarrierSettings>, 'secretArn'> {
  /**
   * What `{{secret.NAME}}` and the signature of receipts take their values from: JSON `{ "NAME": "…" }`.
   * @default - the API asks for no secret
   */
  readonly secret?: AnySecret;
}

/** Lambda takes 4 KB of environment for all variables together. */
const mostSettingsBytes = 2500;

/** Any SMS API that takes JSON or a form, by its description. */
export class HttpCarrier implements Carrier {
  readonly name = 'http';
  readonly settings: Carrier['settings'];
  private readonly secret: AnySecret | undefined;

  /** Throws when the description does not hold together: else the functions would find out after the deploy. */
  constructor({ secret, ...description }: HttpCarrierProps) {
    this.secret = secret;
    this.settings = { ...description, ...(secret && { secretArn: secret.secretArn }) };
    const checked = HttpCarrierSettings.safeParse({
      ...this.settings,
      // A parameter of the template has no value yet
      url: Token.isUnresolved(description.url) ? 'https://example.com' : description.url,
    });
    if (!checked.success) {
      throw new Error(`The http carrier cannot be set up so:\n${z.prettifyError(checked.error)}`);
    }
    const bytes = Buffer.byteLength(JSON.stringify(this.settings));
    if (bytes > mostSettingsBytes) {
      throw new Error(
        `The http carrier's description has ${bytes} bytes, and an environment has room for ${mostSettingsBytes}: ` +
          'leave out codes that mean what their HTTP status means.',
      );
    }
  }

  grantSubmit(sender: IGrantable): void {
    if (this.secret) grantSecretValue(this.secret, sender);
  }

  grantSettle(settler: IGrantable): void {
    if (this.secret) grantSecretValue(this.secret, settler);
  }

  /** The secret that signs receipts is beside the one that authenticates us. */
  grantVerify(receiver: IGrantable): void {
    if (this.secret) grantSecretValue(this.secret, receiver);
  }

  /** It has no receipts but its webhook's. */
  pushReceiptsTo(): void {}
}
