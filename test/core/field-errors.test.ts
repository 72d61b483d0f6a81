import { expect, test } from 'vitest';
import { fieldErrors } from '../../core/api/field-errors.ts';
import { MessageRequest } from '../../core/api/message-request.ts';

const messagesFor = (body: object): Record<string, string> => {
  const parsed = MessageRequest.safeParse({ to: '+447700900001', body: 'x', ...body }, { reportInput: true });
  return Object.fromEntries(
    fieldErrors(parsed.error ?? { issues: [] }).map(({ path, message }) => [path, message]),
  );
};

test.each([
  [{ to: undefined }, { to: 'is required' }],
  [{ body: 7 }, { body: 'must be of type string' }],
  [{ body: '' }, { body: 'must have at least 1 character' }],
  [{ reference: 'x'.repeat(101) }, { reference: 'must have at most 100 characters' }],
  [{ validitySeconds: 0 }, { validitySeconds: 'must be at least 1' }],
  [{ validitySeconds: 259_201 }, { validitySeconds: 'must be at most 259200' }],
  [{ type: 'fast' }, { type: 'must be one of otp, transactional, promotional' }],
  [{ defaultCountry: 'uk ' }, { defaultCountry: 'must be an ISO 3166-1 alpha-2 code in upper case' }],
  [{ reference: '\ud800' }, { reference: 'must not contain lone surrogates' }],
  [
    { text: 'x', too: 1 },
    { text: 'is not a known field', too: 'is not a known field' },
  ],
])('says of %j what is wrong, field by field', (body, messages) => {
  expect(messagesFor(body)).toEqual(messages);
});
