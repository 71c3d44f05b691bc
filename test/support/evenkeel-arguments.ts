import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * What Node is given to run `evenkeel`, from any folder: the build, where it is as new as the sources, since it starts in
 * half the time; else the sources.
 */
export const EVENKEEL_ARGUMENTS: readonly string[] = isBuildFresh()
  ? [resolve('dist/cli/cli.js')]
  : ['--import', resolve('node_modules/tsx/dist/loader.mjs'), resolve('src/cli/cli.ts')];

/** The same for a line of a shell script. */
export const EVENKEEL_COMMAND = [process.execPath, ...EVENKEEL_ARGUMENTS].join(' ');

/** Folders count too: a file that was moved keeps its time. */
function isBuildFresh(): boolean {
  if (!existsSync('dist/cli/cli.js')) return false;
  const builtAt = statSync('dist/cli/cli.js').mtimeMs;
  return readdirSync('src', { recursive: true, withFileTypes: true }).every(
    (entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= builtAt,
  );
}
