import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Either an asset of the synthesized folder, or a source of at most 4 MB in the template itself. */
export const Code = z.union([
  z.strictObject({ S3Bucket: z.unknown(), S3Key: z.string() }),
  z.strictObject({ ZipFile: z.string().min(1).max(4_194_304) }),
]);
export type Code = z.infer<typeof Code>;

/** Lambda writes inline code into `index.js`; a package file of its own keeps it from being read by the rules of ours. */
const writeInline = (source: string, folder: string): string => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), source);
  writeFileSync(join(folder, 'package.json'), '{}\n');
  return folder;
};

/** The folder that a function's code lies in. @throws when the synthesized folder has no such asset. */
export const codePathOf = (
  code: Code,
  logicalId: string,
  dataDir: string,
  assetPath: (objectKey: string) => string | undefined,
): string => {
  if ('ZipFile' in code) return writeInline(code.ZipFile, join(dataDir, 'inline-code', logicalId));
  const path = assetPath(code.S3Key);
  if (path !== undefined) return path;
  throw new Error(`${logicalId}: the code ${code.S3Key} is not an asset of the synthesized folder`);
};
