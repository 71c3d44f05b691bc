import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StallCase } from './stall-case.js';

/** The one file that is read while calls are in progress. */
export function reloadCase(configFile: string): StallCase {
  return {
    listener: 'files',
    kind: 'configuration',
    async prepare(site) {
      return {
        async send() {
          site.reload();
          await sleep(500);
          return (await stat(configFile)).size;
        },
      };
    },
  };
}
