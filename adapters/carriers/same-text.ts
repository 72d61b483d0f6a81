import { timingSafeEqual } from 'node:crypto';

/** Compares a signature without telling by the time it takes how much of it is right. */
export const isSameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
