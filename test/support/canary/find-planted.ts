import { type Planted, spellingsOf } from './plant.ts';

type Needle = { readonly text: string; readonly planted: Planted; readonly alone: boolean };

/** What is the same in the Base64 of a text wherever the text begins. */
const base64Cores = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const core = whole
      .toString('base64')
      .slice([0, 2, 3][before], whole.length % 3 === 0 ? undefined : -4)
      .replace(/=+$/, '');
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** How a text may come to lie somewhere: as it is, in a URL, in Base64, or in hexadecimal as carriers take UCS-2. */
const disguisesOf = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ text }).toString().slice('text='.length),
    ...base64Cores(bytes),
    bytes.toString('hex'),
    Buffer.from(text, 'utf16le').swap16().toString('hex'),
  ];
};

/** The texts that give a value away. Few digits count only by themselves: a hash may have them in it. */
const needlesOf = (planted: Planted): readonly Needle[] => {
  const { kind, value } = planted;
  const spellings = kind === 'number' ? [...spellingsOf(value), value.slice(1), value.slice(3)] : [value];
  const texts = [...new Set(spellings.flatMap(disguisesOf))];
  return [
    ...texts.map((text) => ({ text, planted, alone: /^\d{1,9}$/.test(text) })),
    ...(kind === 'number' ? [{ text: value.slice(-7), planted, alone: true }] : []),
  ];
};

/** Characters by which needles are looked up: shorter than all of them. */
const width = 6;

const standsAlone = (text: string, from: number, until: number): boolean =>
  !/[0-9A-Za-z]/.test(text.charAt(from - 1)) && !/[0-9A-Za-z]/.test(text.charAt(until));

/** Finds which of the planted values a text holds, however long both are. */
export const createFinder = (planted: readonly Planted[]) => {
  const byStart = Map.groupBy(planted.flatMap(needlesOf), ({ text }) => text.slice(0, width));
  return (text: string): readonly Planted[] => {
    const found = new Set<Planted>();
    for (let i = 0; i + width <= text.length; i += 1) {
      for (const needle of byStart.get(text.slice(i, i + width)) ?? []) {
        const isHere = text.startsWith(needle.text, i);
        if (isHere && (!needle.alone || standsAlone(text, i, i + needle.text.length))) {
          found.add(needle.planted);
        }
      }
    }
    return [...found];
  };
};
