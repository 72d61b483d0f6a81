/** `${!Literal}` stays as `${Literal}`; `${Name}` and `${Resource.Attribute}` are replaced. */
const placeholder = /\$\{(!?)([^${}]+)\}/g;

/** Fills the placeholders of an `Fn::Sub` text. */
export const substitute = (template: string, resolve: (name: string) => string): string =>
  template.replace(placeholder, (_match, literal: string, name: string) =>
    literal ? `\${${name}}` : resolve(name.trim()),
  );

/** The names that an `Fn::Sub` text refers to. */
export const placeholders = (template: string): string[] =>
  [...template.matchAll(placeholder)].flatMap(([, literal, name]) => (literal || !name ? [] : [name.trim()]));
