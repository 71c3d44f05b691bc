import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/support/long-files-first.js';

/** Whole servers on loopback, databases that fail, networks over a corpus, calls of minutes: seconds a file. */
const INTEGRATION = ['test/integration/**/*.test.ts'];
/** Commands, scripts, documents and types as a person runs or compiles them: each starts work of its own. */
const SYSTEM = ['cli', 'deploy', 'docs', 'hostile', 'scripts', 'types'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const BROWSER = ['test/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/support/seeded-properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Waits for what happens: on a busy machine a second is nothing.
    expect: { poll: { timeout: 45_000, interval: 20 } },
    // Real parts (databases, browsers, sockets) on a small machine: more files at once only adds noise.
    maxWorkers: 2,
    sequence: { sequencer: LongFilesFirst },
    reporters: ['default', './test/support/retried-tests-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The worker runs in threads of its own, which v8's coverage of this one does not see.
      exclude: ['src/web/**', 'src/core/features/kernels/assembly/**', 'src/live/coaching/coach-worker.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: {
        'src/core/**': { branches: 90 },
        'src/live/**': { branches: 90 },
        'src/storage/**': { branches: 90 },
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...INTEGRATION, ...SYSTEM, ...BROWSER],
          retry: 0,
        },
      },
      { extends: true, test: { name: 'integration', include: INTEGRATION, retry: 0 } },
      { extends: true, test: { name: 'system', include: SYSTEM, retry: 0 } },
      {
        extends: true,
        // A real browser on a shared machine can miss a frame; what passes only when tried again is named at the end.
        test: { name: 'browser', include: BROWSER, retry: 2, testTimeout: 180_000 },
      },
    ],
  },
});
