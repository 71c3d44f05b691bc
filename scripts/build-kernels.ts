/**
 * `npm run build:kernels`: compiles the kernels' AssemblyScript into `src/core/features/kernels/kernel-binary.ts`, which is
 * committed so that the product also runs from source. `-- --check` compares instead, and fails on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { kernelModule } from './kernel-module.js';

const PATH = 'src/core/features/kernels/kernel-binary.ts';

const compiled = kernelModule();
if (!process.argv.includes('--check')) {
  writeFileSync(PATH, compiled);
} else if (readFileSync(PATH, 'utf8') !== compiled) {
  console.error(`${PATH} was not compiled from this source: run npm run build:kernels`);
  process.exitCode = 1;
}
