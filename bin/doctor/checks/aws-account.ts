import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Check, ok, problem } from '../finding.ts';

type Client = Pick<STSClient, 'send' | 'config'>;

/** Where the client calls AWS. None is set is the one reason why it would not know. */
const regionOf = (client: Client): Promise<string | undefined> =>
  client.config.region().catch(() => undefined);

/** Whose the credentials are and which region is meant: all other findings are of these. */
export const awsAccount = (client: Client, deployedIn: string | undefined): Check => ({
  name: 'AWS account',
  needs: ['sts:GetCallerIdentity'],
  look: async () => {
    const region = await regionOf(client);
    if (region === undefined) {
      return [problem('No region is set.', 'Set AWS_REGION to the one that you deploy to.')];
    }
    const { Account } = await client.send(new GetCallerIdentityCommand());
    if (deployedIn !== undefined && Account !== deployedIn) {
      return [
        problem(
          `Your credentials are of account ${Account}, and the stack is in ${deployedIn}.`,
          `Set AWS_PROFILE to a profile of account ${deployedIn}.`,
        ),
      ];
    }
    return [ok(`It looks at account ${Account} in ${region}.`)];
  },
});
