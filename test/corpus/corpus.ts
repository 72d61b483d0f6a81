import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const folder = new URL('texts/', import.meta.url);

export type CorpusText = { readonly name: string; readonly text: string };

const readTexts = (file: string): readonly CorpusText[] =>
  z
    .array(z.string())
    .parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    .map((text, i) => ({ name: `${file.replace('.json', '')}/${i + 1}`, text }));

/** Texts as people and machines send them, a file a language; `borders` are those that fall on a rule. */
export const corpus: readonly CorpusText[] = readdirSync(folder).sort().flatMap(readTexts);
