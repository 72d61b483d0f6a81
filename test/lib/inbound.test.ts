import { describe, expect, it } from 'vitest';
import { checkedInbound } from '../../lib/inbound.ts';

describe('the settings of incoming texts', () => {
  it('are none by default', () => {
    expect(checkedInbound()).toEqual({});
  });

  it.each([
    [{ numbers: { '07700900999': 'acme' } }, 'E.164 with +, or short codes'],
    [{ numbers: { '+447700900999': 'a b' } }, 'not a tenant'],
    [{ tenant: 'a/b' }, 'tenant'],
    [{ stopWords: [' '] }, 'stopWords'],
  ])('are refused at synth when they are %j', (input, reason) => {
    expect(() => checkedInbound(input)).toThrow(reason);
  });
});
