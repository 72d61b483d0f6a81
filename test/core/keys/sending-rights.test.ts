import { expect, test } from 'vitest';
import { refusedByKey, type SendingRights } from '../../../core/keys/sending-rights.ts';
import { aMessage } from '../../support/builders.ts';

const pathsRefused = (rights: Partial<SendingRights>, message = aMessage()): string[] =>
  refusedByKey({ kind: 'live', ...rights }, message).map(({ path }) => path);

test('a live key without restrictions sends everything', () => {
  expect(pathsRefused({})).toEqual([]);
});

test('a team key sends to the numbers that are listed with it, and to nobody else', () => {
  expect(pathsRefused({ kind: 'team', recipients: ['+447700900001'] })).toEqual([]);
  expect(pathsRefused({ kind: 'team', recipients: ['+447700900002'] })).toEqual(['to']);
  expect(pathsRefused({ kind: 'team' })).toEqual(['to']);
});

test('a key for some countries sends to them only', () => {
  expect(pathsRefused({ countries: ['GB', 'IE'] })).toEqual([]);
  expect(pathsRefused({ countries: ['IE'] })).toEqual(['to']);
});

test('a key for some senders needs the text to name one of them', () => {
  const senders = ['ACME'];
  expect(pathsRefused({ senders }, aMessage({ sender: 'ACME' }))).toEqual([]);
  expect(pathsRefused({ senders }, aMessage({ sender: 'Globex' }))).toEqual(['from']);
  expect(pathsRefused({ senders }, aMessage())).toEqual(['from']);
});

test('a refusal names all that is wrong, and repeats no number', () => {
  const refusals = refusedByKey({ kind: 'live', countries: ['IE'], senders: ['ACME'] }, aMessage());
  expect(refusals.map(({ path }) => path)).toEqual(['to', 'from']);
  expect(JSON.stringify(refusals)).not.toContain('7700');
});
