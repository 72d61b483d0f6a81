/** An intrinsic function as it stands in a template: `{ "Fn::Join": [ … ] }`. */
export type Call = { readonly name: string; readonly argument: unknown };

const isIntrinsic = (key: string): boolean => key === 'Ref' || key.startsWith('Fn::');

/** The intrinsic function that an object is, if it is one. */
export const asCall = (value: object): Call | undefined => {
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && isIntrinsic(first[0])) return { name: first[0], argument: first[1] };
  const stray = entries.find(([key]) => key.startsWith('Fn::'));
  if (stray) throw new Error(`${stray[0]} must be the only key of its object`);
  return undefined;
};
