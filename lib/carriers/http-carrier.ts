import { Token } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import * as z from 'zod';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';
import { type AnySecret, grantSecretValue } from '../blocks/grant-secret-value.ts';
import type { Carrier, CarrierPacing } from './carrier.ts';

type Description = Omit<z.input<typeof HttpCarrierSettings>, 'secretArn'>;

/** The description of the API, as docs/http-carrier.md has it, but for the secret. */
export interface HttpCarrierProps extends Description {
  /**
   * What `{{secret.NAME}}` and the signature of receipts take their values from: JSON `{ "NAME": "…" }`.
   * @default - the API asks for no secret
   */
  readonly secret?: AnySecret;

  /**
   * Where the API is, in place of the host in `url`: a simulator.
   * @default - where `url` says
   */
  readonly apiUrl?: string;

  /**
   * How fast the API takes texts.
   * @default - they are submitted as they come
   */
  readonly pacing?: CarrierPacing;
}

/** Lambda takes 4 KB of environment for all variables together. */
const mostSettingsBytes = 2500;

const originOf = (url: string): string => /^[^/]*\/\/[^/?]*/.exec(url)?.[0] ?? '';

/** The same description with its host somewhere else; a look-up at another host stays there. */
const movedTo = (description: Description, apiUrl: string): Description => {
  const origin = originOf(description.url);
  const moved = (url: string): string => (originOf(url) === origin ? apiUrl + url.slice(origin.length) : url);
  const { url, lookup } = description;
  return {
    ...description,
    url: moved(url),
    ...(lookup && { lookup: { ...lookup, url: moved(lookup.url) } }),
  };
};

/** A parameter of the template has no value yet, and may be the host. */
const readable = (url: string): string =>
  Token.isUnresolved(url)
    ? url.replace(/^\$\{Token\[.*?\]\}/, 'https://example.com').replaceAll(/\$\{Token\[.*?\]\}/g, 'x')
    : url;

/** Any SMS API that takes JSON or a form, by its description. */
export class HttpCarrier implements Carrier {
  readonly name = 'http';
  readonly settings: Carrier['settings'];
  readonly pacing?: CarrierPacing;
  readonly defaultSender?: string;
  private readonly secret: AnySecret | undefined;
  private readonly canSettle: boolean;

  /** Throws when the description does not hold together: else the functions would find out after the deploy. */
  constructor({ secret, apiUrl, pacing, ...description }: HttpCarrierProps) {
    this.secret = secret;
    this.canSettle = description.lookup !== undefined || description.dedupes === true;
    if (pacing) this.pacing = pacing;
    if (description.sender !== undefined) this.defaultSender = description.sender;
    const { lookup } = description;
    const credentials = secret && { secretArn: secret.secretArn };
    const at = apiUrl === undefined ? description : movedTo(description, apiUrl);
    this.settings = { ...at, ...credentials };
    const checked = HttpCarrierSettings.safeParse({
      ...description,
      ...credentials,
      url: readable(description.url),
      ...(lookup && { lookup: { ...lookup, url: readable(lookup.url) } }),
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

  /** Without a look-up there is nothing to settle with but the same submit again. */
  grantSettle(settler: IGrantable): void {
    if (this.secret && this.canSettle) grantSecretValue(this.secret, settler);
  }

  /** The secret that signs receipts is beside the one that authenticates us. */
  grantVerify(receiver: IGrantable): void {
    if (this.secret) grantSecretValue(this.secret, receiver);
  }

  /** It has no receipts but its webhook's. */
  pushReceiptsTo(): void {}
}
