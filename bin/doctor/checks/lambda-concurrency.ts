import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Check, ok, warning } from '../finding.ts';

/** Lambda begins with five runs for each queue that has entries; what is over the limit is throttled and comes back late. */
const enough = 100;

/** Whether Lambda lets enough functions run at the same time. All of the account and region share it. */
export const lambdaConcurrency = (client: Pick<LambdaClient, 'send'>): Check => ({
  name: 'Lambda',
  needs: ['lambda:GetAccountSettings'],
  look: async () => {
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand());
    const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: free = 0 } = AccountLimit ?? {};
    const says = `The account runs ${limit} functions at once at most, and ${free} that have none reserved`;
    return free >= enough
      ? [ok(`${says}.`)]
      : [
          warning(
            `${says}: texts are late when there are many.`,
            'Ask for 1,000 under Service Quotas → AWS Lambda → Concurrent executions: it is free.',
          ),
        ];
  },
});
