import { timingSafeEqual } from 'node:crypto';

/** Compares two texts in a time that says nothing of where they differ. */
export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
