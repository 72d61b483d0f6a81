import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { AwsEumSettings } from '../../../adapters/carriers/aws-eum/settings.ts';
import { type Check, type Finding, ok, problem } from '../finding.ts';

type Client = Pick<PinpointSMSVoiceV2Client, 'send'>;

const tier = (value: string | undefined): Finding =>
  value === 'PRODUCTION'
    ? ok('The account is in production.')
    : problem(
        'The account is in the sandbox: texts go to verified numbers only.',
        'Ask for production access in the End User Messaging console, under Account settings.',
      );

const spendLimit = (limit: number | undefined): Finding =>
  (limit ?? 0) <= 1
    ? problem(
        `The account spends ${limit ?? 0} USD a month at most.`,
        'Ask for a higher limit in a support case, then aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override.',
      )
    : ok(`The account spends up to ${limit} USD a month.`);

/** Every way to name a number, a sender id or a pool of the account that can be sent from. */
const identities = async (client: Client): Promise<ReadonlySet<string>> => {
  const [numbers, senders, pools] = await Promise.all([
    client.send(new DescribePhoneNumbersCommand({ Filters: [{ Name: 'status', Values: ['ACTIVE'] }] })),
    client.send(new DescribeSenderIdsCommand()),
    client.send(new DescribePoolsCommand({ Filters: [{ Name: 'status', Values: ['ACTIVE'] }] })),
  ]);
  const named = [
    ...(numbers.PhoneNumbers ?? []).flatMap((own) => [
      own.PhoneNumber,
      own.PhoneNumberId,
      own.PhoneNumberArn,
    ]),
    ...(senders.SenderIds ?? []).flatMap((own) => [own.SenderId, own.SenderIdArn]),
    ...(pools.Pools ?? []).flatMap((own) => [own.PoolId, own.PoolArn]),
  ];
  return new Set(named.filter((name) => name !== undefined));
};

/** What keeps End User Messaging from sending: settings of the account that no stack has. */
export const endUserMessaging = (client: Client, { originationIdentity }: AwsEumSettings): Check => ({
  name: 'End User Messaging',
  needs: [
    'sms-voice:DescribeAccountAttributes',
    'sms-voice:DescribeSpendLimits',
    'sms-voice:DescribePhoneNumbers',
    'sms-voice:DescribeSenderIds',
    'sms-voice:DescribePools',
  ],
  look: async () => {
    const [{ AccountAttributes = [] }, { SpendLimits = [] }, known] = await Promise.all([
      client.send(new DescribeAccountAttributesCommand()),
      client.send(new DescribeSpendLimitsCommand()),
      identities(client),
    ]);
    return [
      tier(AccountAttributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value),
      spendLimit(SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')?.EnforcedLimit),
      known.has(originationIdentity)
        ? ok('The origination identity is there and active.')
        : problem(
            'The account has no active number, sender id or pool that the setting originationIdentity names.',
            'Look at its registration in the End User Messaging console, or name another one and deploy.',
          ),
    ];
  },
});
