import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A stack as `cdk synth` wrote it: its template, and where the code of its functions lies. */
export type Assembly = {
  readonly stackName: string;
  readonly templatePath: string;
  /** The folder behind an `S3Key`; undefined for a key that is none of the assembly's. */
  readonly assetPath: (objectKey: string) => string | undefined;
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const readAssets = (directory: string, stackName: string): ReadonlyMap<string, string> => {
  const { files } = Assets.parse(readJson(join(directory, `${stackName}.assets.json`)));
  const paths = Object.values(files).flatMap(({ source, destinations }) => {
    const { path, packaging } = source;
    if (path === undefined || packaging !== 'zip') return [];
    return Object.values(destinations).map(({ objectKey }) => [objectKey, resolve(directory, path)] as const);
  });
  return new Map(paths);
};

/** Opens a `cdk.out` folder. With several stacks in it, `stackName` says which. */
export const openAssembly = (directory: string, stackName?: string): Assembly => {
  const { artifacts } = Manifest.parse(readJson(join(directory, 'manifest.json')));
  const stacks = Object.entries(artifacts)
    .filter(([name, { type }]) => type === 'aws:cloudformation:stack' && name === (stackName ?? name))
    .map(([name, { properties }]) => ({ name, file: properties?.templateFile ?? `${name}.template.json` }));
  const [stack, ...others] = stacks;
  if (!stack) throw new Error(`${directory} holds no stack${stackName ? ` named ${stackName}` : ''}`);
  if (others.length > 0)
    throw new Error(
      `${directory} holds several stacks (${stacks.map(({ name }) => name)}): say which to run`,
    );
  const assets = readAssets(directory, stack.name);
  return {
    stackName: stack.name,
    templatePath: join(directory, stack.file),
    assetPath: (objectKey) => assets.get(objectKey),
  };
};
