type Intrinsic = { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] };

const isIntrinsic = (value: unknown): value is Intrinsic => typeof value === 'object' && value !== null;

/** A value of the template as a deploy may resolve it: references become a URL, which is also a valid name. */
export const literal = (value: unknown): string => {
  if (!isIntrinsic(value)) return String(value);
  const join = value['Fn::Join'];
  return join ? join[1].map((part) => literal(part)).join(join[0]) : 'https://example.com/resource';
};
