import { expect, it } from 'vitest';
import { RefusalLog } from '../../src/app/refusal-log.js';
import { createLogger } from '../../src/telemetry/logger.js';

const OF = { connector: 'pbx', platform: 'native' };

function log() {
  const lines: Record<string, unknown>[] = [];
  const time = { nowMs: 0 };
  const logger = createLogger(
    { logLevel: 'warn', logIdentifiers: 'remove' },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { lines, time, refusals: new RefusalLog('stream', logger, () => time.nowMs) };
}

it('says each refusal once a minute, and how many it has not said', () => {
  const { lines, time, refusals } = log();
  const refuse = (peer: string | null) => refusals.add({ of: OF, code: 'stream.flood', peer });
  for (let again = 0; again < 100; again++) refuse('192.0.2.1');
  refuse(null);
  expect(lines).toMatchObject([{ code: 'stream.flood', peer: '192.0.2.1' }, { connector: 'pbx' }]);
  expect(lines[1]).not.toHaveProperty('peer');
  time.nowMs = 60_000;
  refuse('192.0.2.1');
  expect(lines.slice(2)).toMatchObject([{ refusals: 99 }, { peer: '192.0.2.1' }]);
});

it('fills no disk, however many are refused', () => {
  const { lines, refusals } = log();
  for (let peer = 0; peer < 10_000; peer++)
    refusals.add({ of: OF, code: 'stream.flood', peer: `peer-${peer}` });
  expect(lines.length).toBeLessThanOrEqual(30);
});
