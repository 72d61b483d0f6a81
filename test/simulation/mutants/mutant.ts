/** One place of a file, said otherwise. */
export type Edit = {
  /** Must be in the file exactly once. */
  readonly find: string;
  readonly replace: string;
};

/** A bug that is planted in one file of the product. */
export type Mutant = {
  /** What goes wrong then. */
  readonly name: string;
  readonly file: string;
  readonly edits: readonly Edit[];
  /** Why nobody outside could tell, where that is so. */
  readonly equivalent?: string;
};

/** The file's source with the bug. Throws when the product has moved on, and the mutant with it. */
export const plant = ({ name, edits, file }: Mutant, source: string): string =>
  edits.reduce((text, { find, replace }) => {
    const places = text.split(find).length - 1;
    if (places !== 1) throw new Error(`${file} has ${places} places for the mutant "${name}"`);
    return text.replace(find, () => replace);
  }, source);
