import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { cfnBoolean, cfnNumber } from '../properties.ts';

/** AWS::SecretsManager::Secret's GenerateSecretString. */
export const GenerateSecretString = z.strictObject({
  PasswordLength: cfnNumber.pipe(z.number().min(1).max(4096)).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: cfnBoolean.default(false),
  ExcludeUppercase: cfnBoolean.default(false),
  ExcludeNumbers: cfnBoolean.default(false),
  ExcludePunctuation: cfnBoolean.default(false),
  IncludeSpace: cfnBoolean.default(false),
  RequireEachIncludedType: cfnBoolean.default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
export type GenerateSecretString = z.infer<typeof GenerateSecretString>;

const pick = (characters: string): string => characters.charAt(randomInt(characters.length));

const shuffled = (characters: readonly string[]): string => {
  const result = [...characters];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [result[i], result[j]] = [result[j] ?? '', result[i] ?? ''];
  }
  return result.join('');
};

const password = (options: GenerateSecretString): string => {
  const kinds = [
    options.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    options.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    options.ExcludeNumbers ? '' : '0123456789',
    options.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    options.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !options.ExcludeCharacters.includes(character)).join(''))
    .filter((kind) => kind !== '');
  const required = options.RequireEachIncludedType ? kinds.map(pick) : [];
  const all = kinds.join('');
  const rest = options.PasswordLength - required.length;
  if (all === '' || rest < 0)
    throw new Error('GenerateSecretString leaves no characters, or no room, for a password');
  return shuffled([...required, ...Array.from({ length: rest }, () => pick(all))]);
};

/** A new secret string, from the system's randomness. */
export const generate = (options: GenerateSecretString): string => {
  const { SecretStringTemplate: template, GenerateStringKey: key } = options;
  if ((template === undefined) !== (key === undefined)) {
    throw new Error('SecretStringTemplate and GenerateStringKey must be given together');
  }
  const generated = password(options);
  if (template === undefined || key === undefined) return generated;
  return JSON.stringify({
    ...z.record(z.string(), z.unknown()).parse(JSON.parse(template)),
    [key]: generated,
  });
};
