import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { lacks } from '../support/requirements.js';

const PARTS = [
  'config',
  'metrics',
  'proxies',
  'backup',
  'desktop',
  'executable',
  'systemd',
  'compose',
  'helm',
  'image',
];

/** An image is built from nothing, with every package fetched. */
const LIMIT_MS = 45 * 60_000;

describe.skipIf(lacks('deploy'))('what a site installs', () => {
  it.each(PARTS)('%s works, and its planted faults are caught', { timeout: LIMIT_MS }, (part) => {
    const { status, stdout } = spawnSync('scripts/check-deploy', [`--${part}`], { encoding: 'utf8' });
    console.log(stdout);
    expect(stdout.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(status).toBe(0);
  });
});
