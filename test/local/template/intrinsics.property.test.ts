import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, type Scope } from '../../../local/template/intrinsics.ts';

const scope: Scope = {
  ref: (name) => `<${name}>`,
  attribute: (logicalId, name) => `<${logicalId}.${name}>`,
  condition: () => true,
  mapping: () => undefined,
  localUrl: (text) => text,
};

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const plain = fc.string().map((text) => text.replace(/[${}]/g, ''));
const part = fc.oneof(
  plain.map((text) => ({ sub: text, join: text })),
  name.map((ref) => ({ sub: `\${${ref}}`, join: { Ref: ref } })),
  fc.tuple(name, name).map(([id, attribute]) => ({
    sub: `\${${id}.${attribute}}`,
    join: { 'Fn::GetAtt': [id, attribute] },
  })),
  name.map((literal) => ({ sub: `\${!${literal}}`, join: `\${${literal}}` })),
);

test('Fn::Sub of a text gives what Fn::Join gives of its parts', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const sub = evaluate({ 'Fn::Sub': parts.map((one) => one.sub).join('') }, scope);
      expect(sub).toBe(evaluate({ 'Fn::Join': ['', parts.map((one) => one.join)] }, scope));
    }),
  );
});

test('Fn::Split undoes Fn::Join', () => {
  const item = fc.string().map((text) => text.replaceAll('|', ''));
  fc.assert(
    fc.property(fc.array(item, { minLength: 1 }), (items) => {
      expect(evaluate({ 'Fn::Split': ['|', { 'Fn::Join': ['|', items] }] }, scope)).toEqual(items);
    }),
  );
});
