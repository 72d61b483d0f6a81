import { randomBytes, randomInt } from 'node:crypto';

/**
 * - `number`: of a recipient or of somebody who writes to us, in E.164.
 * - `words`: what texts, metadata, requests and webhooks say.
 * - `code`: a one-time code of eight digits.
 * - `credential`: API keys, passwords, signatures, idempotency keys, secret parts of URLs.
 * - `poison`: what somebody puts into a queue by mistake.
 */
export type PlantedKind = 'number' | 'words' | 'code' | 'credential' | 'poison';

export type Planted = { readonly kind: PlantedKind; readonly value: string };

/** Numbers for drama, by Ofcom and in North America: nobody has them. The scripted ones are left out. */
function* numbers(): Generator<string> {
  for (let i = 200; i < 1000; i += 1) yield `+447700900${i}`;
}

/** Values that are found again wherever they come to lie: none is like another, nor like anything else. */
export const createPlant = () => {
  const planted: Planted[] = [];
  const fresh = numbers();
  const plant = (kind: PlantedKind, value: string): string => {
    planted.push({ kind, value });
    return value;
  };
  const token = (): string => `cnry${randomBytes(8).toString('hex')}`;
  return {
    planted: planted as readonly Planted[],
    number: (): string => plant('number', String(fresh.next().value)),
    words: (): string => plant('words', token()),
    code: (): string => plant('code', String(randomInt(10_000_000, 100_000_000))),
    credential: (value: string = token()): string => plant('credential', value),
    poison: (): string => plant('poison', token()),
    /** A number that the simulated carriers have a story for. */
    scripted: (lastDigits: string): string => plant('number', `+447700900${lastDigits}`),
  };
};
export type Plant = ReturnType<typeof createPlant>;

/** Ways in which people write a British number. */
export const spellingsOf = (e164: string): readonly string[] => {
  const national = e164.slice(3);
  const [area, middle, end] = [national.slice(0, 4), national.slice(4, 7), national.slice(7)];
  return [
    e164,
    `+44 ${area} ${middle}${end}`,
    `+44-${area}-${middle}-${end}`,
    `0${area} ${middle}${end}`,
    `(0${area}) ${middle} ${end}`,
    `0044${national}`,
    `0${national}`,
  ];
};
