import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../support/requirements.js';
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
  'leads-first-week.md': null,
  'embed-the-panel.md': null,
};

describe.skipIf(lacks('ffmpeg'))('the tutorials', () => {
  let shell: DocumentShell;
  beforeAll(async () => {
    shell = await DocumentShell.open();
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
