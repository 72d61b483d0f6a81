// Writes dist/: everything that the package brings beside its manifest, README and licence.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildConstruct, buildLibraries, buildTool } from './build-package.ts';

const dist = join(import.meta.dirname, '../dist');
rmSync(dist, { recursive: true, force: true });
buildLibraries(dist);
buildConstruct(dist);
buildTool(dist);
