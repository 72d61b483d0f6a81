import { invalidFields } from '../../core/api/field-errors.ts';
import type { OptOutResource } from '../../core/api/opt-out-resource.ts';
import { parseRecipient } from '../../core/number/recipient.ts';
import type { Clock, OptOutStore } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';

export type ManageOptOutsDeps = {
  readonly optOuts: OptOutStore;
  readonly hashRecipient: (recipient: string) => Promise<string>;
  readonly clock: Clock;
};

/** @throws ProblemError unless it is a number in E.164 that a text can go to. */
const readNumber = (number = ''): string => {
  const parsed = parseRecipient(number, { allowFixedLine: true });
  if (parsed.ok) return parsed.recipient.e164;
  throw invalidFields([{ path: 'number', message: parsed.problem.message }]);
};

/** Records, shows and removes who has opted out from a tenant's texts. Only the number's hash is stored. */
export const createManageOptOuts = ({ optOuts, hashRecipient, clock }: ManageOptOutsDeps) => {
  const find = async (tenant: string, number: string | undefined): Promise<OptOutResource> => {
    const recipient = readNumber(number);
    const optOut = await optOuts.find(tenant, await hashRecipient(recipient));
    if (!optOut) throw new ProblemError('not_found', 'This number has not opted out.');
    return { number: recipient, ...optOut };
  };

  return {
    find,
    /** Once it returns, no text that is claimed later is submitted. Done twice, the first stays as it was. */
    record: async (tenant: string, number: string | undefined): Promise<OptOutResource> => {
      const recipientHash = await hashRecipient(readNumber(number));
      await optOuts.record(tenant, recipientHash, { since: clock().toISOString(), source: 'api' });
      return find(tenant, number);
    },
    remove: async (tenant: string, number: string | undefined): Promise<void> =>
      optOuts.remove(tenant, await hashRecipient(readNumber(number))),
  };
};
