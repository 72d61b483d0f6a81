import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { type Check, type Finding, ok, problem, warning } from '../finding.ts';

/** What SNS spends in a month unless it was raised, in USD. */
const firstLimitUsd = 1;

const sandbox = (isInSandbox: boolean | undefined): Finding =>
  isInSandbox
    ? problem(
        'The account is in the SMS sandbox: texts go to verified numbers only.',
        'Ask to leave it in the SNS console under Text messaging (SMS), or verify the numbers of a trial.',
      )
    : ok('The account has left the SMS sandbox.');

const spendLimit = (limit: number): Finding =>
  limit <= firstLimitUsd
    ? problem(
        `SNS spends ${limit} USD a month at most, and drops texts beyond that without a word.`,
        'Ask for a higher limit in a support case (SNS text messaging), then set MonthlySpendLimit.',
      )
    : ok(`SNS spends up to ${limit} USD a month, and drops texts beyond that.`);

const deliveryLogs = (role: string | undefined, rate: number, expected: string | undefined): Finding => {
  const todo =
    'aws sns set-sms-attributes --attributes ' +
    `DeliveryStatusIAMRole=${expected ?? 'ROLE'},DeliveryStatusSuccessSamplingRate=100`;
  if (!role) return problem('SNS logs no deliveries: texts that it sends stay `sent`.', todo);
  if (expected !== undefined && role !== expected) {
    return warning('SNS logs deliveries by another role than the one of this stack.', todo);
  }
  if (rate < 100)
    return warning(`SNS logs only ${rate} in 100 deliveries: the other texts stay \`sent\`.`, todo);
  return ok('SNS logs every delivery.');
};

/** What keeps SNS from sending, and from saying so: settings of the account that no stack has. */
export const snsAccount = (client: Pick<SNSClient, 'send'>, deliveryLogsRole: string | undefined): Check => ({
  name: 'Amazon SNS',
  needs: ['sns:GetSMSSandboxAccountStatus', 'sns:GetSMSAttributes', 'sns:ListOriginationNumbers'],
  look: async () => {
    const [status, { attributes = {} }, { PhoneNumbers = [] }] = await Promise.all([
      client.send(new GetSMSSandboxAccountStatusCommand()),
      client.send(new GetSMSAttributesCommand()),
      client.send(new ListOriginationNumbersCommand()),
    ]);
    const { MonthlySpendLimit, DeliveryStatusIAMRole, DeliveryStatusSuccessSamplingRate } = attributes;
    return [
      sandbox(status.IsInSandbox),
      spendLimit(Number(MonthlySpendLimit ?? firstLimitUsd)),
      deliveryLogs(DeliveryStatusIAMRole, Number(DeliveryStatusSuccessSamplingRate ?? 0), deliveryLogsRole),
      PhoneNumbers.length > 0
        ? ok(`The account has origination numbers: ${PhoneNumbers.length}.`)
        : warning(
            'The account has no number to send from: the United States, Canada and others take no text without one.',
            'Get one under Origination numbers in the End User Messaging console, or set a senderId where names are taken.',
          ),
    ];
  },
});
