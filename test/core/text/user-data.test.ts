import { describe, expect, it } from 'vitest';
import { defaultShift } from '../../../core/text/shift.ts';
import { decodeUserData, encodeUserData, type UserData } from '../../../core/text/user-data.ts';
import type { UserDataHeader } from '../../../core/text/user-data-header.ts';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

const received = (data: string, userDataLength: number, hasHeader = false): UserData => ({
  octets: Buffer.from(data, 'hex'),
  userDataLength,
  hasHeader,
});

const none: UserDataHeader = { shift: defaultShift };
const second: UserDataHeader = {
  shift: defaultShift,
  concatenation: { reference: 0x1234, total: 3, sequence: 2 },
};

describe('user data', () => {
  it('packs eight septets into seven octets', () => {
    // The example that every description of the packing uses.
    const { octets, userDataLength } = encodeUserData('hellohello', 'gsm7', none, 8);
    expect(hex(octets)).toBe('e8329bfd4697d9ec37');
    expect(userDataLength).toBe(10);
  });

  it('starts the text on a septet behind the header', () => {
    const { octets, userDataLength } = encodeUserData('hello', 'gsm7', second, 8);
    // 6 octets of header are 48 bits, so one fill bit, then the text from bit 49 on.
    expect(hex(octets)).toBe('050003340302d06536fb0d');
    expect(userDataLength).toBe(12);
  });

  it('writes a 16-bit reference as its own information element', () => {
    expect(hex(encodeUserData('ж', 'ucs2', second, 16).octets)).toBe('060804123403020436');
  });

  it('names national tables in the header', () => {
    const { octets } = encodeUserData('', 'gsm7', { shift: { locking: 6, single: 1 } }, 8);
    expect(hex(octets)).toBe('06240101250106');
  });

  it('shows the character of the main table for an escape that leads nowhere', () => {
    // Septets 1B 41: the extension table has nothing at 0x41.
    expect(decodeUserData(received('9b20', 2), 'gsm7').text).toBe('A');
  });

  it('shows a space for a doubled escape and nothing for a last one', () => {
    expect(decodeUserData(received('9bcd06', 3), 'gsm7').text).toBe(' ');
  });

  it('shows a space for a septet that a locking table does not assign', () => {
    // The header that names Bengali, three fill bits and septet 0C.
    expect(decodeUserData(received('032501046000', 6, true), 'gsm7').text).toBe(' ');
  });

  it('reads tables that nobody knows as the default ones', () => {
    const turkish = encodeUserData('hello', 'gsm7', { shift: { locking: 1, single: 0 } }, 8);
    const unknown = { ...turkish, octets: turkish.octets.with(3, 99) };
    expect(decodeUserData(unknown, 'gsm7').text).toBe('hello');
  });

  it('ignores a header whose elements overrun it', () => {
    expect(decodeUserData(received('020003', 3, true), 'ucs2')).toEqual({ shift: defaultShift, text: '' });
  });

  it('passes over information elements that it does not know', () => {
    const { concatenation, text } = decodeUserData(received('097002010200030502010041', 12, true), 'ucs2');
    expect(concatenation).toEqual({ reference: 5, total: 2, sequence: 1 });
    expect(text).toBe('A');
  });

  it('ignores a concatenation whose sequence is beyond its total', () => {
    expect(decodeUserData(received('0500030502030041', 8, true), 'ucs2')).toEqual({
      shift: defaultShift,
      text: 'A',
    });
  });

  it('replaces a lone surrogate that was received', () => {
    expect(decodeUserData(received('d83d0041', 4), 'ucs2').text).toBe('\ufffdA');
  });
});
