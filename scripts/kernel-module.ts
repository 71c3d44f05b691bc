import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = 'src/core/features/kernels/assembly/index.ts';
const COMPILER = 'node_modules/assemblyscript/bin/asc.js';
const LINE = 100;

/**
 * The TypeScript module that carries the compiled kernels. The same source and compiler give the same bytes. Warning
 * 112 is about vectors that functions hand each other across files: none leaves the module.
 */
export function kernelModule(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-kernels-'));
  try {
    const outFile = join(folder, 'kernels.wasm');
    const options = [
      '--optimizeLevel',
      '3',
      '--converge',
      '--noAssert',
      '--runtime',
      'stub',
      '--enable',
      'simd',
    ];
    execFileSync(
      process.execPath,
      [COMPILER, SOURCE, '--outFile', outFile, ...options, '--use', 'abort=', '--disableWarning', '112'],
      { stdio: 'inherit' },
    );
    const text = readFileSync(outFile).toString('base64');
    const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
    return `/** WebAssembly of \`assembly/\`, written by \`npm run build:kernels\`; do not edit. */\nexport const KERNEL_BINARY =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
