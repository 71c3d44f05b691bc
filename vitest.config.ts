import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seeded-properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real browsers and sockets on a shared machine can miss a moment: what fails three times is broken.
    retry: 2,
    // Real parts (databases, browsers, sockets) on a small machine: more files at once only adds noise.
    maxWorkers: 2,
  },
});
