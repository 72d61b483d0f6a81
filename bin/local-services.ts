import { createHash } from 'node:crypto';
import { type AwsEndpoint, startAwsEndpoint } from '../local/aws/endpoint.ts';
import type { Gate } from '../local/aws/gates.ts';
import { keysOf } from '../local/aws/keys.ts';
import { enforcePermissions, type PermissionUse, type Policies } from '../local/aws/permissions.ts';
import type { Services } from '../local/cloud.ts';
import type { CloudContext } from '../local/resource.ts';
import { createSimulator } from '../local/simulator/simulator.ts';
import type { DeployedResource } from '../local/template/deploy.ts';
import { permissionsOf } from '../local/template/permissions.ts';

const hex = (text: string): string => createHash('md5').update(text).digest('hex');

/** Our account at the simulated Twilio: the same in every run, and nobody's anywhere else. */
export const twilioAccount = { accountSid: `AC${hex('account')}`, authToken: hex('token') };

/** Whom the local run's own credentials and numbers belong to. */
export const localTenant = 'local';

/** A number that Twilio's documentation reserves for tests. */
const twilioSender = '+15005550006';

export type LocalServices = Services & {
  readonly endpoint: AwsEndpoint;
  readonly simulatorUrl: string;
  /** Where the API is that texts to our numbers go to. */
  readonly deliverInboundTo: (apiUrl: string) => void;
  /** From now on each function may do what its role in the template allows. */
  readonly enforce: (resources: ReadonlyMap<string, DeployedResource>) => void;
};

/** Starts what the template's functions talk to: the AWS endpoint, and the simulator in place of the carriers. */
export const startLocalServices = async (
  context: CloudContext,
  {
    seed,
    remote,
    gates = [],
    onPermissionUse,
  }: {
    readonly seed: number;
    readonly remote: string | undefined;
    /** What each call passes once it is allowed. */
    readonly gates?: readonly Gate[] | undefined;
    readonly onPermissionUse?: ((use: PermissionUse) => void) | undefined;
  },
): Promise<LocalServices> => {
  const simulator = createSimulator({ ...context, seed, twilio: twilioAccount });
  const simulatorUrl = await simulator.start(0);
  let policies: Policies = { permissions: new Map(), keys: new Map() };
  const endpoint = await startAwsEndpoint({
    ...context,
    gates: [enforcePermissions(() => policies, onPermissionUse), ...gates],
    scriptFor: simulator.awsScripts,
    ...(remote !== undefined && { remote }),
  });
  return {
    ...endpoint,
    endpoint,
    simulatorUrl,
    deliverInboundTo: simulator.deliverInboundTo,
    enforce: (resources) => {
      policies = { permissions: permissionsOf(resources), keys: keysOf(resources) };
    },
    parameters: {
      TwilioApiUrl: simulatorUrl,
      TwilioSender: twilioSender,
      HttpApiUrl: simulatorUrl,
      WebhookHosts: 'loopback',
      InboundTenant: localTenant,
      FirstTenant: localTenant,
    },
    stop: async () => {
      await endpoint.stop();
      await simulator.stop();
    },
  };
};
