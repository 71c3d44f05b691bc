import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWav } from '../../src/core/audio/wav.js';
import { writeLabelledCalls } from '../support/labelled-calls.js';
import { DATA_FOLDER, lacks } from '../support/requirements.js';
import { DocumentShell, shellLines } from './document-shell.js';

const FOLDER = 'docs/tutorials';
const tutorial = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

/** What each tutorial must have led to, when its commands have run in order; `null` = it has no commands to run. */
const OUTCOMES: Readonly<Record<string, ((shell: DocumentShell, printed: string) => void) | null>> = {
  'first-call.md': (_, printed) => {
    expect(printed).toMatch(/^The page, good once and for ten minutes: http:/m);
    expect(printed).toContain('✓ roles');
    expect(printed).toContain('"agentId":"ruth"');
  },
  'first-report.md': ({ folder }, printed) => {
    expect(printed).toContain('One slow breath');
    expect(readFileSync(join(folder, 'now.html'), 'utf8')).toContain('Compared with before.jsonl');
    expect(readdirSync(join(folder, 'results'))).toEqual(['call.csv']);
  },
  'retrain-and-calibrate.md': ({ folder }, printed) => {
    expect(printed).toMatch(/left out/i);
    expect(readdirSync(join(folder, 'speech'))).toContain('clips.tsv');
  },
  'README.md': null,
  'leads-first-week.md': null,
  'embed-the-panel.md': null,
};

/** A stand-in for the download of CREMA-D: its names, and sounds that are no speech. */
function writeCorpusDownload(folder: string): void {
  mkdirSync(folder);
  const tone = new Float32Array(16_000).map((_, n) => 0.2 * Math.sin(n / 9));
  for (const person of [1001, 1002, 1003, 1004, 1005, 1006])
    for (const emotion of ['ANG', 'FEA', 'NEU'])
      writeFileSync(join(folder, `${person}_DFA_${emotion}_XX.wav`), writeWav(16_000, [tone]));
}

describe.skipIf(lacks('ffmpeg') || lacks('data'))('the tutorials', () => {
  let shell: DocumentShell;
  beforeAll(async () => {
    shell = await DocumentShell.open();
    await writeLabelledCalls(join(DATA_FOLDER, 'speech'), join(shell.folder, 'calls'));
    writeCorpusDownload(join(shell.folder, 'CREMA-D'));
  });
  afterAll(() => shell.close());

  it('are all known here', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(OUTCOMES).sort());
  });

  it.each(Object.entries(OUTCOMES))(
    '%s leads where it says',
    async (name, outcome) => {
      if (outcome === null) expect(shellLines(tutorial(name)).length).toBeLessThanOrEqual(1);
      else outcome(shell, await shell.run(tutorial(name)));
    },
    240_000,
  );
});
