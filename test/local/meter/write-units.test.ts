import { describe, expect, it } from 'vitest';
import { itemSize } from '../../../local/meter/item-size.ts';
import { writeUnits } from '../../../local/meter/write-units.ts';

const table = {
  keys: ['id'],
  indexes: [{ keys: ['timeKey', 'sortKey'], projected: ['id', 'timeKey', 'sortKey'] }],
};
const item = (more: object = {}) => ({ id: { S: 'a' }, ...more });
const indexed = (timeKey: string, more: object = {}) =>
  item({ timeKey: { S: timeKey }, sortKey: { S: '1' }, ...more });
const text = (bytes: number) => ({ body: { S: 'x'.repeat(bytes) } });

describe('the size of an item', () => {
  it.each([
    ['names and UTF-8 text', { ab: { S: 'é' } }, 4],
    ['numbers by two digits a byte', { n: { N: '1234' } }, 4],
    ['zeros at the end of a number not at all', { n: { N: '1200' } }, 3],
    ['a sign', { n: { N: '-1234' } }, 5],
    ['truth and nothing as a byte', { t: { BOOL: true }, n: { NULL: true } }, 4],
    ['lists with three bytes and one for each element', { l: { L: [{ S: 'a' }, { S: 'b' }] } }, 8],
    ['maps alike', { m: { M: { k: { S: 'v' } } } }, 7],
    ['sets by what is in them', { s: { SS: ['ab', 'c'] } }, 4],
    ['bytes, not their base64', { b: { B: 'AAAA' } }, 4],
  ])('counts %s', (_, given, bytes) => {
    expect(itemSize(given)).toBe(bytes);
  });
});

describe('a write', () => {
  it('costs a unit for each KB that it began', () => {
    expect(writeUnits(table, { before: undefined, after: item(text(1000)) })).toBe(1);
    expect(writeUnits(table, { before: undefined, after: item(text(1030)) })).toBe(2);
  });

  it('costs by the larger of the item before and after', () => {
    expect(writeUnits(table, { before: item(text(3000)), after: item() })).toBe(3);
  });

  it('costs a unit though there was nothing to delete', () => {
    expect(writeUnits(table, { before: undefined, after: undefined })).toBe(1);
  });

  it('costs one more for an index that the item comes into or leaves', () => {
    expect(writeUnits(table, { before: undefined, after: indexed('today') })).toBe(2);
    expect(writeUnits(table, { before: indexed('today'), after: item() })).toBe(2);
  });

  it('costs two more where its place in an index changes', () => {
    expect(writeUnits(table, { before: indexed('today'), after: indexed('tomorrow') })).toBe(3);
  });

  it('costs nothing for an index that does not have what changed', () => {
    expect(writeUnits(table, { before: indexed('today'), after: indexed('today', text(10)) })).toBe(1);
  });
});
