/** Mixes two 32-bit numbers into one that depends on every bit of both. */
export const mix = (a: number, b: number): number => {
  let hash = Math.imul(a ^ Math.imul(b + 0x9e3779b9, 0x85ebca6b), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1);
  return (hash ^ (hash >>> 16)) >>> 0;
};

export const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** Numbers that look random and are the same for the same key. */
export class Draws {
  private readonly key: number;
  private drawn = 0;

  constructor(key: number) {
    this.key = key;
  }

  /** A whole number of 32 bits. */
  bits(): number {
    this.drawn += 1;
    return mix(this.key, this.drawn);
  }

  /** From 0 to 1, without 1. */
  unit(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[Math.floor(this.unit() * options.length)] ?? options[0];
  }
}
