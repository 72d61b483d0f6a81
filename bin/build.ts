import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';

const dist = join(import.meta.dirname, '../dist');
rmSync(dist, { recursive: true, force: true });
buildPackage(dist);
