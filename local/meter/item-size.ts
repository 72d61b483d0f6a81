import * as z from 'zod';

const Value = z.record(z.string(), z.unknown());
const Values = z.array(Value);

export type Item = Readonly<Record<string, unknown>>;

/** A number takes a byte for two significant digits and one more; a sign another one. */
const numberSize = (text: string): number => {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

const sizeOf = (given: unknown): number => {
  const [[type, value] = ['NULL', true]] = Object.entries(Value.parse(given));
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(value));
    case 'N':
      return numberSize(String(value));
    case 'B':
      return Buffer.byteLength(String(value), 'base64');
    case 'SS':
    case 'NS':
    case 'BS':
      return total(
        z
          .array(z.string())
          .parse(value)
          .map((one) => sizeOf({ [type.slice(0, 1)]: one })),
      );
    case 'L':
      return 3 + total(Values.parse(value).map((one) => 1 + sizeOf(one)));
    case 'M':
      return 3 + itemSize(Value.parse(value)) + Object.keys(Value.parse(value)).length;
    default:
      return 1;
  }
};

/**
 * Bytes that DynamoDB counts for an item, names and values in its wire format.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemSize = (item: Item): number =>
  total(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + sizeOf(value)));
