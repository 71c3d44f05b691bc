import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { NOTICES_PATH } from '../app/package-root.js';
import { EvenkeelError } from '../errors.js';

/** `evenkeel licences`: the notices of everything that is shipped along, on standard output. */
export function registerLicences(program: Command): void {
  program
    .command('licences')
    .description(
      'Prints the licences of the packages that Evenkeel is shipped with, and how to replace the one that is under the LGPL.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ evenkeel licences | less
  $ evenkeel licences > notices.txt`,
    )
    .action(() => {
      if (!existsSync(NOTICES_PATH))
        throw new EvenkeelError(
          'cli.usage',
          'A checkout holds no notices: make them with `npx tsx scripts/supply-chain/write.ts third-party`.',
        );
      process.stdout.write(readFileSync(NOTICES_PATH));
    });
}
