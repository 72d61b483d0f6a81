import type { Match } from '../../../core/http-carrier/inbound-settings.ts';
import { atPointer, plainAt } from '../../../core/http-carrier/json-pointer.ts';

/** What a body lists where `each` leads, or the body by itself; undefined where there is no list. */
export const entriesOf = (body: unknown, each: string | undefined): readonly unknown[] | undefined => {
  const list = each === undefined ? [body] : atPointer(body, each);
  return Array.isArray(list) ? list : undefined;
};

/** Whether one of the values that count is there. */
export const matches = (json: unknown, { at, is }: Match): boolean => {
  const value = plainAt(json, at);
  return value !== undefined && is.includes(value);
};
