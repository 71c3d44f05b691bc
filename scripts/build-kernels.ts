/**
 * `npm run build:kernels`: compiles the kernels' AssemblyScript into `src/core/features/kernels/kernel-binary.ts`, which is
 * committed so that the product also runs from source. `-- --check` compares instead, and fails on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { kernelModule } from './kernel-module.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run build:kernels -- [--check]

Compiles the kernels' AssemblyScript into a file that is committed, so that the product also runs from source.

  --check            compares instead, and fails on a difference`,
  { check: { type: 'boolean', default: false } },
);
const PATH = 'src/core/features/kernels/kernel-binary.ts';

const compiled = kernelModule();
if (!values.check) {
  writeFileSync(PATH, compiled);
} else if (readFileSync(PATH, 'utf8') !== compiled) {
  console.error(`${PATH} was not compiled from this source: run npm run build:kernels`);
  process.exitCode = 1;
}
