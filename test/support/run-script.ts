import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script of `scripts/` with `--json` in a process of its own; resolves to its document and its exit code. */
export async function runScript<Document>(
  script: string,
  options: readonly string[],
): Promise<{ readonly document: Document; readonly code: number | null; readonly progress: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}`, '--json', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let progress = '';
  child.stdout.on('data', (data) => {
    said += String(data);
  });
  child.stderr.on('data', (data) => {
    progress += String(data);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (said === '') throw new Error(`${script} said nothing on standard output, but: ${progress}`);
  return { document: JSON.parse(said) as Document, code, progress };
}
