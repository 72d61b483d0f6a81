import { type AnalyseOptions, analyse } from '../../core/text/analyse.ts';
import { countSegments } from '../../core/text/count-segments.ts';
import { otherLibraries } from '../support/other-libraries.ts';
import { benchTexts } from './bench-texts.ts';
import { measure } from './measure.ts';

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const row = (name: string, ...values: readonly string[]): void =>
  print(name.padEnd(34) + values.map((value) => value.padStart(14)).join(''));
const perSecond = (nanoseconds: number): string => Math.round(1e9 / nanoseconds).toLocaleString('en');

const compare = (work: (text: string) => unknown, texts: readonly string[], rounds: number): void => {
  const times = measure({ ours: work, ...otherLibraries }, texts, rounds);
  const ours = times.get('ours') ?? 0;
  for (const [name, time] of times)
    row(`  ${name}`, perSecond(time), name === 'ours' ? '' : `${(time / ours).toFixed(1)} x`);
};

const all = Object.values(benchTexts).flat();

print(`Texts a second over ${all.length} texts, and how many times faster ours is\n`);
print('count');
compare((text) => countSegments(text), all, 9);
print('\nfull analysis');
compare((text) => analyse(text), all, 9);
for (const [kind, texts] of Object.entries(benchTexts)) {
  print(`\ncount, ${kind} alone`);
  compare((text) => countSegments(text), texts, 5);
}

const hostile: Readonly<Record<string, readonly [text: string, options?: AnalyseOptions]>> = {
  'GSM-7': ['Your code is 4711. '],
  'escapes only': ['€'],
  'UCS-2': ['Привет, как дела? '],
  'families on every border': ['👨‍👩‍👧‍👦'],
  'flags only': ['🇩🇪'],
  'one endless cluster': ['\u0301\u0323'],
  'clusters of 68 code units': [`ж${'\u0301\u0323'.repeat(34)}`.slice(0, 68)],
  'lone surrogates': ['\ud83d'],
  'smart encoding': ['“Hi” – ', { smartEncoding: true }],
  'national tables': ['आपका कोड ', { nationalTables: true }],
};

print('\n\nFull analysis of one text, nanoseconds a code unit: flat means linear\n');
row('', '1 KB', '10 KB', '100 KB', '1 MB');
for (const [kind, [pattern, options]] of Object.entries(hostile)) {
  const columns = [1_000, 10_000, 100_000, 1_000_000].map((length) => {
    const text = pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
    const time = measure({ analyse: (given) => analyse(given, options) }, [text], 5).get('analyse') ?? 0;
    return (time / length).toFixed(1);
  });
  row(kind, ...columns);
}
