import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const SOURCE = 'src/features/kernels/assembly';
const LINE = 100;

/**
 * The TypeScript module that carries the compiled kernels. The same source and compiler give the same bytes. AS112
 * warns of vectors that functions hand each other across files: none leaves the module.
 */
export async function kernelModule(): Promise<string> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      `${SOURCE}/index.ts`,
      ...['--outFile', 'kernels.wasm', '--optimizeLevel', '3', '--converge', '--noAssert'],
      ...['--runtime', 'stub', '--enable', 'simd', '--use', 'abort=', '--disableWarning', '112'],
    ],
    {
      readFile: (name, baseDirectory) => {
        try {
          return readFileSync(join(baseDirectory, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  const said = stderr.toString();
  if (error || binary === undefined || said !== '')
    throw new Error(`${dirname(SOURCE)}: ${said}`, { cause: error });
  const text = Buffer.from(binary).toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `/** WebAssembly of \`assembly/\`, written by \`npm run build:kernels\`; do not edit. */\nexport const KERNEL_BINARY =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
}
