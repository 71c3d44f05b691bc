import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const TYPE_TEST = join(ROOT, 'test/types/channel-wall.types.ts');

/** Each brand of the channel wall, and how it looks taken out. */
const BRANDS: ReadonlyArray<readonly [what: string, file: string, brand: string, without: string]> = [
  [
    'the origin of a window',
    'src/core/features/model-window.ts',
    'WindowValues & { readonly [origin]: O }',
    'WindowValues & { readonly [origin]?: O | VoiceOrigin }',
  ],
  [
    'the seal on what is for own eyes',
    'src/core/cues/own-eyes-only.ts',
    'declare readonly ownEyesOnly: true;',
    '',
  ],
  ['the session', 'src/core/cues/own-eyes-only.ts', 'readonly #id: string;', 'readonly sessionId!: string;'],
  ['the guard on log fields', 'src/telemetry/logger.ts', 'T[K] extends OwnEyes ? never : T[K]', 'T[K]'],
];

/** What the compiler says of the type tests, with one text replaced in one file of the product. */
function diagnostics(file: string, from: string, to: string): readonly string[] {
  const read = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const changed = join(ROOT, file);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    if (join(name) !== changed) return getSourceFile(name, languageVersion, ...rest);
    const text = ts.sys.readFile(changed)!;
    expect(text).toContain(from);
    return ts.createSourceFile(name, text.replace(from, to), languageVersion, true);
  };
  const program = ts.createProgram([TYPE_TEST], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(TYPE_TEST))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('The type tests of the channel wall', () => {
  it('hold as the product stands', () => {
    expect(diagnostics('src/telemetry/logger.ts', 'export type Logger', 'export type Logger')).toEqual([]);
  });

  it.each(BRANDS)('fail without %s', (_what, file, brand, without) => {
    expect(diagnostics(file, brand, without)).toContain("Unused '@ts-expect-error' directive.");
  });
});
