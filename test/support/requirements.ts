import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** What a test may need that a machine may lack. */
export type Requirement =
  | 'data'
  | 'browser'
  | 'postgres'
  | 'redis'
  | 'redis-server'
  | 'deploy'
  | 'ffmpeg'
  | 'pandas'
  | 'torch';

/** The folder of shared speech data; tests that need it are skipped where it is absent. */
export const DATA_FOLDER = resolve(process.env.EVENKEEL_DATA ?? '../shared/data');

const CHROMIUM = process.env.EVENKEEL_CHROMIUM ?? '/usr/bin/chromium';

/** The system's own: a virtual environment in front of it has other packages. */
export const PYTHON = '/usr/bin/python3';

const PRESENT: Readonly<Record<Requirement, () => boolean>> = {
  data: () => existsSync(DATA_FOLDER),
  browser: () => existsSync(CHROMIUM),
  postgres: () => Boolean(process.env.EVENKEEL_POSTGRES_URL),
  redis: () => Boolean(process.env.EVENKEEL_REDIS_URL),
  'redis-server': () => spawnSync('redis-server', ['--version']).status === 0,
  deploy: () => (process.env.EVENKEEL_REQUIRE ?? '').split(',').includes('deploy'),
  ffmpeg: () => spawnSync('ffmpeg', ['-version']).status === 0,
  torch: () => spawnSync(PYTHON, ['-c', 'import torch, onnx, scipy, sklearn']).status === 0,
  pandas: () => spawnSync(PYTHON, ['-c', 'import pandas']).status === 0,
};

const SENTENCE: Readonly<Record<Requirement, string>> = {
  data: 'skipped: the speech data folder (EVENKEEL_DATA) is absent',
  browser: 'skipped: Chromium (EVENKEEL_CHROMIUM) is absent',
  postgres: 'skipped: EVENKEEL_POSTGRES_URL is not set',
  redis: 'skipped: EVENKEEL_REDIS_URL is not set',
  'redis-server': 'skipped: redis-server is absent (Debian: apt-get install redis-server)',
  deploy: 'skipped: deployment is exercised only with EVENKEEL_REQUIRE=deploy',
  ffmpeg: 'skipped: ffmpeg is absent (Debian: apt-get install ffmpeg)',
  torch:
    'skipped: torch, onnx, scipy or sklearn is absent for /usr/bin/python3 (Debian: apt-get install python3-torch python3-onnx python3-sklearn)',
  pandas: 'skipped: pandas is absent for /usr/bin/python3 (Debian: apt-get install python3-pandas)',
};

/**
 * True when a suite must be skipped: `describe.skipIf(lacks('data'))('…')`. Says so in a sentence;
 * `EVENKEEL_REQUIRE=data,browser,…` turns the skip into a failure.
 */
export function lacks(requirement: Requirement): boolean {
  if (PRESENT[requirement]()) return false;
  const required = (process.env.EVENKEEL_REQUIRE ?? '').split(',');
  if (required.includes(requirement))
    throw new Error(`EVENKEEL_REQUIRE names ${requirement}, but: ${SENTENCE[requirement]}`);
  console.warn(SENTENCE[requirement]);
  return true;
}

/** Path of the real browser that tests drive. */
export const CHROMIUM_PATH = CHROMIUM;
