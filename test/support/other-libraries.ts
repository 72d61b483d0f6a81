import counter from 'sms-counter';
import { count as countLength } from 'sms-length';
import { SegmentedMessage } from 'sms-segments-calculator';
import splitter from 'split-sms';
import type { SegmentCount } from '../../core/text/count-segments.ts';

/** Independent implementations, made to answer in our words. The first is the largest carrier's own. */
export const otherLibraries: Readonly<Record<string, (text: string) => SegmentCount>> = {
  'sms-segments-calculator': (text) => {
    const message = new SegmentedMessage(text);
    const encoding = message.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2';
    return { encoding, segmentCount: message.segmentsCount };
  },
  'split-sms': (text) => {
    const { characterSet, parts } = splitter.split(text);
    return { encoding: characterSet === 'GSM' ? 'gsm7' : 'ucs2', segmentCount: parts.length };
  },
  'sms-length': (text) => {
    const { encoding, messages } = countLength(text);
    return { encoding: encoding === 'UTF16' ? 'ucs2' : 'gsm7', segmentCount: messages };
  },
  'sms-counter': (text) => {
    const { encoding, messages } = counter.count(text);
    return { encoding: encoding === 'UTF16' ? 'ucs2' : 'gsm7', segmentCount: messages };
  },
};
