import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HeapProbe } from '../served/heap-probe.js';
import type { ServedInstance } from '../served/served-instance.js';
import type { HeapAnswer, HeapQuestion } from './heap-reader.js';

const MOST_ANSWER_BYTES = 16 * 2 ** 20;

/**
 * What a node's heap holds after a garbage collection; the node was started with `--inspect`. The snapshot is read by a
 * process of its own: it takes seconds, in which the telephones of this one would stand still.
 */
export async function heapOf(node: ServedInstance, question: HeapQuestion): Promise<HeapAnswer> {
  const probe = await HeapProbe.open(node.inspectorUrl!);
  const pieces = await probe.snapshot();
  probe.close();
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-heap-'));
  try {
    const file = join(folder, 'snapshot.json');
    await writeFile(file, pieces);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/privacy/heap-reader.ts', file, JSON.stringify(question)],
      { maxBuffer: MOST_ANSWER_BYTES },
    );
    return JSON.parse(stdout) as HeapAnswer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
