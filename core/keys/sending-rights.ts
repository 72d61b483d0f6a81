import type { Composed } from '../compose-message.ts';
import type { FieldError } from '../problem.ts';
import type { KeyRecord } from './key-record.ts';

/** What a key allows the texts that it sends to be. */
export type SendingRights = Pick<KeyRecord, 'kind' | 'countries' | 'senders' | 'recipients'>;

export const rightsOf = ({ kind, countries, senders, recipients }: KeyRecord): SendingRights => ({
  kind,
  ...(countries && { countries }),
  ...(senders && { senders }),
  ...(recipients && { recipients }),
});

const refused = (path: string, message: string): FieldError[] => [{ path, message }];

const recipientErrors = (rights: SendingRights, { recipient, country }: Composed): FieldError[] => {
  const { kind, countries, recipients = [] } = rights;
  if (kind === 'team' && !recipients.includes(recipient)) {
    return refused('to', 'is not one of the numbers that are listed with this team key');
  }
  if (countries && !countries.includes(country)) {
    return refused('to', `is in ${country}; this API key sends only to ${countries.join(', ')}`);
  }
  return [];
};

const senderErrors = ({ senders }: SendingRights, { sender }: Composed): FieldError[] => {
  if (!senders || (sender !== undefined && senders.includes(sender))) return [];
  return refused('from', `must be one of the senders of this API key: ${senders.join(', ')}`);
};

/** Why a key may not send a text that is right in itself. */
export const refusedByKey = (rights: SendingRights, composed: Composed): FieldError[] => [
  ...recipientErrors(rights, composed),
  ...senderErrors(rights, composed),
];
