import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkConfig } from '../../src/config/load-config.js';
import { readWav, writeWav } from '../../src/core/audio/wav.js';
import { EvenkeelError } from '../../src/errors.js';
import type { Random } from '../../src/lab/random/seeded-random.js';
import { readAiff } from '../../src/lab/recordings/aiff.js';
import { decodeFlac } from '../../src/lab/recordings/flac-file.js';
import { readPeopleCsv, readShiftsCsv } from '../../src/people/people-csv.js';
import { SummaryJournal } from '../../src/storage/writer/summary-journal.js';
import { lineUpConnectors } from '../served/line-up.js';
import type { Conversation } from './hostile-site.js';
import { mutateBytes, mutateText, pick } from './mutate.js';

const QUIET = { warn() {}, info() {} };
const WAV = writeWav(8_000, [new Float32Array(400).fill(0.1), new Float32Array(400).fill(-0.1)]);
const AIFF = Buffer.concat([
  Buffer.from(
    'FORM\0\0\0\x3eAIFFCOMM\0\0\0\x12\0\x01\0\0\0\x08\0\x10\x40\x0b\xfa\0\0\0\0\0\0\0SSND\0\0\0\x18',
    'latin1',
  ),
  Buffer.alloc(24),
]);
const FLAC = Buffer.concat([
  Buffer.from('fLaC\x80\0\0\x22', 'latin1'),
  Buffer.alloc(34, 16),
  Buffer.alloc(200, 255),
]);
const PEOPLE =
  'agent_id,team_id,team_name,time_zone,from,to\nann,t1,Team,Europe/Berlin,2026-01-01,\nbob,t1,"T",UTC,,\n';
const SHIFTS = 'team_id,shift_id,name,weekdays,start,end\nt1,early,Early,12345,08:00,16:00\n';
const CONFIG = JSON.stringify({
  server: { host: '127.0.0.1', port: 8040 },
  auth: { secret: 'x'.repeat(32) },
  connectors: lineUpConnectors(),
  telemetry: { logLevel: 'info' },
});
const SUMMARY = JSON.stringify({
  version: 1,
  record: {
    type: 'call',
    key: { tenant: 'a', platform: 'p', callId: 'c', agentId: null },
    startedAt: 1,
    summary: {},
  },
});

/** Files of every reader: each either reads them or says what is wrong with them; anything else is a fault of ours. */
export async function readerConversation(): Promise<{ readonly talk: Conversation; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-hostile-files-'));
  let count = 0;
  const readers: Readonly<Record<string, (random: Random) => unknown>> = {
    WAV: (random) => readWav(strangeBytes(random, WAV)),
    AIFF: (random) => readAiff(strangeBytes(random, AIFF)),
    FLAC: (random) => decodeFlac(strangeBytes(random, FLAC)),
    'people CSV': (random) => readPeopleCsv(mutateText(random, PEOPLE)),
    'shifts CSV': (random) => readShiftsCsv(mutateText(random, SHIFTS)),
    async configuration(random) {
      const file = join(folder, `config-${count++}.${pick(random, ['json', 'yaml'])}`);
      await writeFile(file, mutateText(random, CONFIG));
      checkConfig({ file, env: {} });
      await rm(file);
    },
    async journal(random) {
      const place = join(folder, `journal-${count++}`);
      await mkdir(place);
      await writeFile(join(place, 'x.summary.json'), mutateText(random, SUMMARY));
      await new SummaryJournal(place, QUIET).read();
      await rm(place, { recursive: true });
    },
  };
  return {
    async talk(site, random) {
      const [name, read] = pick(random, Object.entries(readers));
      try {
        await read(random);
      } catch (cause) {
        if (!(cause instanceof EvenkeelError))
          site.blame(`the reader of ${name} threw ${(cause as Error).stack}`);
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Headers count most: some bytes among the first hundred are others. */
function strangeBytes(random: Random, bytes: Uint8Array): Uint8Array {
  if (random() < 0.3) return mutateBytes(random, bytes);
  const strange = Uint8Array.from(bytes);
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--)
    strange[Math.floor(random() * Math.min(100, strange.length))] = pick(random, [0, 1, 0x7f, 0x80, 0xff]);
  return strange;
}
