import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scripts } from '../../../core/scripted-outcomes.ts';
import { scriptFor } from '../../../local/simulator/scripts.ts';

test('documents each recipient with the words of the table', () => {
  const page = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^\| `(\+44\d+)` \| (.+) \|$/gm)].map(([, number, text]) => [
    number,
    text,
  ]);
  expect(documented).toEqual(Object.entries(scripts).map(([number, { sentence }]) => [number, sentence]));
});

test('scripts only numbers that are kept for drama', () => {
  for (const number of Object.keys(scripts)) expect(number).toMatch(/^\+447700900\d{3}$/);
});

test('delivers to a number without a script within a second, sent first', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.string(), (seed, n, recipient) => {
      const { submit, receipts } = scriptFor(recipient, { seed, n });
      expect(submit).toEqual({ kind: 'accept', answerAfterMs: 0 });
      expect(receipts.map(({ status }) => status)).toEqual(['sent', 'delivered']);
      const [sent = 0, delivered = 0] = receipts.map(({ afterMs }) => afterMs);
      expect(sent >= 50 && sent <= 150 && delivered >= 200 && delivered <= 700).toBe(true);
    }),
  );
});

test('tells the same story for the same seed, and another for another', () => {
  const story = (seed: number) => [1, 2, 3, 4].map((n) => scriptFor('+447700900001', { seed, n }));
  expect(story(7)).toEqual(story(7));
  expect(story(7)).not.toEqual(story(8));
});
