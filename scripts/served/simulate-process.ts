import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CallReport } from '../../src/lab/telephones/call-report.js';

/** Runs `evenkeel simulate` in a process of its own and resolves to its JSON report. */
export async function simulateInProcess(
  simulateArguments: readonly string[],
): Promise<readonly CallReport[]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/cli.ts', 'simulate', '--json', ...simulateArguments],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout?.on('data', (data) => {
    output += String(data);
  });
  await once(child, 'close');
  const { simulate } = JSON.parse(output) as { simulate: { calls: readonly CallReport[] } };
  return simulate.calls;
}
