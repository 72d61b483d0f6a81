import type { NumberType as LibraryNumberType } from 'libphonenumber-js/max';

/** What the numbering plan says a number is; `unknown` for a range that the plan does not list. */
export type NumberType =
  | 'mobile'
  | 'fixedLineOrMobile'
  | 'fixedLine'
  | 'voip'
  | 'personal'
  | 'pager'
  | 'tollFree'
  | 'premiumRate'
  | 'sharedCost'
  | 'voicemail'
  | 'companyWide'
  | 'unknown';

const types: Readonly<Record<Exclude<LibraryNumberType, undefined>, NumberType>> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixedLineOrMobile',
  FIXED_LINE: 'fixedLine',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  TOLL_FREE: 'tollFree',
  PREMIUM_RATE: 'premiumRate',
  SHARED_COST: 'sharedCost',
  VOICEMAIL: 'voicemail',
  UAN: 'companyWide',
};

export const numberTypeOf = (type: LibraryNumberType): NumberType => (type ? types[type] : 'unknown');

/** Calling code of the North American plan, whose freephone numbers take texts. */
const northAmerica = '1';

/** Whether a text can reach a number of this type. What is not known to be out of reach may be tried. */
export const reachOf = (type: NumberType, callingCode: string): 'yes' | 'fixed_line' | 'not_textable' => {
  switch (type) {
    case 'fixedLine':
    case 'companyWide':
      return 'fixed_line';
    case 'tollFree':
      return callingCode === northAmerica ? 'yes' : 'not_textable';
    case 'premiumRate':
    case 'sharedCost':
    case 'voicemail':
      return 'not_textable';
    case 'mobile':
    case 'fixedLineOrMobile':
    case 'voip':
    case 'personal':
    case 'pager':
    case 'unknown':
      return 'yes';
  }
};
