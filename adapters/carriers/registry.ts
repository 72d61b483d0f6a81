import * as z from 'zod';
import type { Carrier, CarrierTraits, CarrierWebhook } from '../../core/carrier.ts';
import { HttpCarrierSettings } from '../../core/http-carrier/settings.ts';
import { jsonText } from '../../core/json-text.ts';
import { AwsEumSettings } from './aws-eum/settings.ts';
import { awsEumTraits } from './aws-eum/traits.ts';
import type { CarrierDeps } from './carrier-deps.ts';
import type { CredentialsCheck } from './credentials.ts';
import { httpSegmentsBy } from './http/traits.ts';
import { PlivoSettings } from './plivo/settings.ts';
import { plivoTraits } from './plivo/traits.ts';
import { SandboxSettings } from './sandbox/settings.ts';
import { sandboxTraits } from './sandbox/traits.ts';
import { SnsSettings } from './sns/settings.ts';
import { snsTraits } from './sns/traits.ts';
import { TelnyxSettings } from './telnyx/settings.ts';
import { telnyxTraits } from './telnyx/traits.ts';
import { TwilioSettings } from './twilio/settings.ts';
import { twilioTraits } from './twilio/traits.ts';
import { VonageSettings } from './vonage/settings.ts';
import { vonageSmsTraits } from './vonage/traits.ts';

type CarrierModule<S extends z.ZodType> = {
  readonly settings: S;
  /** As its traits say. */
  readonly segmentsBy: CarrierTraits['segmentsBy'];
  readonly submitter: () => Promise<{ openCarrier(settings: z.output<S>, deps: CarrierDeps): Carrier }>;
  /** For carriers that post receipts to us. */
  readonly webhook?: () => Promise<{
    openWebhook(settings: z.output<S>, deps: CarrierDeps): CarrierWebhook;
  }>;
  /** For carriers that let us in by a secret. */
  readonly credentials?: () => Promise<{
    openCredentials(settings: z.output<S>): CredentialsCheck | undefined;
  }>;
};

/** Ties a carrier's code to its settings; the code is loaded when it is opened, never for its settings alone. */
export const carrierModule = <S extends z.ZodType>({
  settings,
  segmentsBy,
  submitter,
  webhook,
  credentials,
}: CarrierModule<S>) => ({
  settings,
  segmentsBy,
  openCarrier: async (input: unknown, deps: CarrierDeps): Promise<Carrier> =>
    (await submitter()).openCarrier(settings.parse(input), deps),
  openWebhook: async (input: unknown, deps: CarrierDeps): Promise<CarrierWebhook | undefined> =>
    (await webhook?.())?.openWebhook(settings.parse(input), deps),
  openCredentials: async (input: unknown): Promise<CredentialsCheck | undefined> =>
    (await credentials?.())?.openCredentials(settings.parse(input)),
});

/** Every carrier that the product knows, one line each. */
// biome-ignore format: one line a carrier
export const carrierModules = {
  twilio: carrierModule({ settings: TwilioSettings, segmentsBy: twilioTraits.segmentsBy, submitter: () => import('./twilio/submitter.ts'), webhook: () => import('./twilio/webhook.ts'), credentials: () => import('./twilio/credentials.ts') }),
  vonage: carrierModule({ settings: VonageSettings, segmentsBy: vonageSmsTraits.segmentsBy, submitter: () => import('./vonage/submitter.ts'), webhook: () => import('./vonage/webhook.ts'), credentials: () => import('./vonage/credentials.ts') }),
  plivo: carrierModule({ settings: PlivoSettings, segmentsBy: plivoTraits.segmentsBy, submitter: () => import('./plivo/submitter.ts'), webhook: () => import('./plivo/webhook.ts'), credentials: () => import('./plivo/credentials.ts') }),
  telnyx: carrierModule({ settings: TelnyxSettings, segmentsBy: telnyxTraits.segmentsBy, submitter: () => import('./telnyx/submitter.ts'), webhook: () => import('./telnyx/webhook.ts'), credentials: () => import('./telnyx/credentials.ts') }),
  sns: carrierModule({ settings: SnsSettings, segmentsBy: snsTraits.segmentsBy, submitter: () => import('./sns/submitter.ts') }),
  'aws-eum': carrierModule({ settings: AwsEumSettings, segmentsBy: awsEumTraits.segmentsBy, submitter: () => import('./aws-eum/submitter.ts'), webhook: () => import('./aws-eum/webhook.ts') }),
  http: carrierModule({ settings: HttpCarrierSettings, segmentsBy: httpSegmentsBy, submitter: () => import('./http/submitter.ts'), webhook: () => import('./http/webhook.ts'), credentials: () => import('./http/credentials.ts') }),
  sandbox: carrierModule({ settings: SandboxSettings, segmentsBy: sandboxTraits.segmentsBy, submitter: () => import('./sandbox/submitter.ts') }),
} as const;

export type CarrierName = keyof typeof carrierModules;

type SettingsShape = { [Name in CarrierName]: z.ZodOptional<(typeof carrierModules)[Name]['settings']> };

/** `Object.fromEntries` forgets which key has which schema; the mapped type above is what it builds. */
const settingsShape = Object.fromEntries(
  Object.entries(carrierModules).map(([name, { settings }]) => [name, settings.optional()]),
) as SettingsShape;

/** The configured carriers with their settings: `{"twilio": {…}, "sns": {…}}`, at least one. */
export const CarrierSettings = z
  .strictObject(settingsShape)
  .refine((carriers) => Object.values(carriers).some((settings) => settings !== undefined), {
    error: 'configure at least one carrier',
  });
export type CarrierSettings = z.infer<typeof CarrierSettings>;

/** The CARRIERS environment variable: carrier settings as JSON. */
export const CarriersVariable = jsonText(CarrierSettings);

const configured = (settings: CarrierSettings) => {
  const given = new Map<string, unknown>(Object.entries(settings));
  return Object.entries(carrierModules).flatMap(([name, module]) => {
    const own = given.get(name);
    return own === undefined ? [] : [{ name, module, own }];
  });
};

/** Opens the configured carriers, by name. */
export const openCarriers = async (
  settings: CarrierSettings,
  deps: CarrierDeps,
): Promise<ReadonlyMap<string, Carrier>> =>
  new Map(
    await Promise.all(
      configured(settings).map(
        async ({ name, module, own }) => [name, await module.openCarrier(own, deps)] as const,
      ),
    ),
  );

/** Opens the webhooks of the configured carriers that have one, by name. */
export const openWebhooks = async (
  settings: CarrierSettings,
  deps: CarrierDeps,
): Promise<ReadonlyMap<string, CarrierWebhook>> => {
  const webhooks = new Map<string, CarrierWebhook>();
  for (const { name, module, own } of configured(settings)) {
    const webhook = await module.openWebhook(own, deps);
    if (webhook) webhooks.set(name, webhook);
  }
  return webhooks;
};

/** How to ask the configured carriers whether they know us, by name. */
export const openCredentials = async (
  settings: CarrierSettings,
): Promise<ReadonlyMap<string, CredentialsCheck>> => {
  const checks = new Map<string, CredentialsCheck>();
  for (const { name, module, own } of configured(settings)) {
    const check = await module.openCredentials(own);
    if (check) checks.set(name, check);
  }
  return checks;
};

/** Whether a carrier divides a long text in its own way, so that our count of segments is an estimate. */
export const dividesInItsOwnWay = (carrier: string): boolean =>
  new Map(Object.entries(carrierModules)).get(carrier)?.segmentsBy === 'carrier';
