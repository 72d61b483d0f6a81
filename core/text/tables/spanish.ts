import type { NationalLanguage } from './national-language.ts';

/** Spanish: 3GPP TS 23.038 §A.2.2 (single shift); §A.3.2 gives it no locking shift table. */
export const spanish: NationalLanguage = {
  name: 'spanish',
  identifier: 2,
  single: `
    09:00E7 0A:000C 14:005E 28:007B 29:007D 2F:005C 3C:005B 3D:007E 3E:005D 40:007C
    41:00C1 49:00CD 4F:00D3 55:00DA 61:00E1 65:20AC 69:00ED 6F:00F3 75:00FA
  `,
};
