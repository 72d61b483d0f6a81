import { bengali } from './bengali.ts';
import { gujarati } from './gujarati.ts';
import { hindi } from './hindi.ts';
import { kannada } from './kannada.ts';
import { malayalam } from './malayalam.ts';
import type { NationalLanguage } from './national-language.ts';
import { oriya } from './oriya.ts';
import { portuguese } from './portuguese.ts';
import { punjabi } from './punjabi.ts';
import { spanish } from './spanish.ts';
import { tamil } from './tamil.ts';
import { telugu } from './telugu.ts';
import { turkish } from './turkish.ts';
import { urdu } from './urdu.ts';

/** All languages of 3GPP TS 23.038 annex A, by their identifiers 1 to 13. */
export const nationalLanguages: readonly NationalLanguage[] = [
  turkish,
  spanish,
  portuguese,
  bengali,
  gujarati,
  hindi,
  kannada,
  malayalam,
  oriya,
  punjabi,
  tamil,
  telugu,
  urdu,
];
