import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keywordOf } from '../../../core/inbound/keyword.ts';

describe('a text that comes in', () => {
  test.each([
    ['STOP', 'stop'],
    ['stop', 'stop'],
    ['  Stop. \n', 'stop'],
    ['"STOP"', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['stop  all', 'stop'],
    ['StopAll', 'stop'],
    ['unsubscribe!', 'stop'],
    ['Cancel', 'stop'],
    ['END', 'stop'],
    ['quit', 'stop'],
    ['opt-out', 'stop'],
    ['revoke', 'stop'],
    ['START', 'start'],
    ['unstop', 'start'],
    ['Help?', 'help'],
    ['info', 'help'],
  ] as const)('that is %j asks to %s', (text, keyword) => {
    expect(keywordOf(text)).toBe(keyword);
  });

  test.each(['', ' ', '...', 'please stop by', 'stopp', 'STOP 1', 'the end', 'yes', 'constructor'])(
    'that is %j asks for nothing',
    (text) => {
      expect(keywordOf(text)).toBeUndefined();
    },
  );

  test('may use the words of a deployment', () => {
    const words = { stopWords: ['Arrêt', 'TD'], startWords: ['Recommencer'] };
    expect(keywordOf('ARRÊT', words)).toBe('stop');
    expect(keywordOf('td.', words)).toBe('stop');
    expect(keywordOf('recommencer', words)).toBe('start');
    expect(keywordOf('Stop', words)).toBe('stop');
    expect(keywordOf('TD')).toBeUndefined();
  });

  test('never breaks the reading, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect([undefined, 'stop', 'start', 'help']).toContain(keywordOf(text));
      }),
    );
  });
});
