type Intrinsic = { readonly 'Fn::Join'?: readonly [string, readonly unknown[]]; readonly Ref?: string };

const isIntrinsic = (value: unknown): value is Intrinsic => typeof value === 'object' && value !== null;

/**
 * A value of the template as a deploy may resolve it: parameters become their defaults, other references a URL, which
 * is also a valid name.
 */
export const literal = (
  value: unknown,
  parameters: Readonly<Record<string, { Default?: string }>> = {},
): string => {
  if (!isIntrinsic(value)) return String(value);
  const join = value['Fn::Join'];
  const fallback = parameters[value.Ref ?? '']?.Default ?? 'https://example.com/resource';
  return join ? join[1].map((part) => literal(part, parameters)).join(join[0]) : fallback;
};
