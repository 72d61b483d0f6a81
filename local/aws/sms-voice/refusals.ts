import { AwsError } from '../aws-error.ts';
import { invalidField } from './text.ts';

const conflict = (Reason: string): AwsError =>
  new AwsError('ConflictException', Reason, { members: { Reason } });
const denied = (Reason: string): AwsError =>
  new AwsError('AccessDeniedException', Reason, { members: { Reason } });
const invalid = (Reason: string): AwsError => invalidField('OriginationIdentity', Reason, Reason);

/** How the service refuses a text for a carrier-neutral reason. */
const refusals: Readonly<Record<string, () => AwsError>> = {
  opted_out: () => conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT'),
  recipient_blocked: () => conflict('DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE'),
  sender_invalid: () => invalid('SENDER_ID_NOT_SUPPORTED'),
  sender_unregistered: () => invalid('SENDER_ID_NOT_REGISTERED'),
  too_long: () => invalidField('MessageBody', 'Too long', 'MAXIMUM_SIZE_EXCEEDED'),
  price_cap: () => invalidField('MaxPrice', 'Too expensive', 'PRICE_OVER_THRESHOLD'),
  throttled: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  daily_cap: () => new AwsError('ServiceQuotaExceededException', 'Quota exceeded'),
  account_suspended: () => denied('ACCOUNT_DISABLED'),
  insufficient_funds: () =>
    new AwsError('ServiceQuotaExceededException', 'Spend limit reached', {
      members: { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    }),
  permission: () => denied('INSUFFICIENT_PERMISSIONS'),
};

export const refusalOf = (failure: string | undefined): AwsError =>
  refusals[failure ?? '']?.() ??
  invalidField('DestinationPhoneNumber', 'The destination phone number is not valid');
