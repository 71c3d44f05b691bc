import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A package of the lock file. `isShipped`: it is in the image, the executable or the pages. */
export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; null where the lock file names none. */
  readonly licence: string | null;
  /** Where it is installed, from the root of the checkout. */
  readonly folder: string;
  readonly isShipped: boolean;
  /** May be absent: it is for another platform, or another Node. */
  readonly isOptional: boolean;
};

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

/** Everything that the lock file installs. */
export function lockedPackages(lockFile: string): readonly LockedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')));
  const bundled = new Set(bundledIntoPages());
  return Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, entry]) => {
      const installedAs = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return {
        name: entry.name ?? installedAs,
        version: entry.version ?? '',
        licence: entry.license ?? null,
        folder,
        isShipped: (entry.dev !== true && entry.devOptional !== true) || bundled.has(installedAs),
        isOptional: entry.optional === true,
      };
    });
}

/** Packages that the built pages hold, although nothing of them is installed beside the program. */
function bundledIntoPages(): readonly string[] {
  const imported = sources('src/web').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, specifier]) => specifier!),
  );
  return [...new Set(imported.map(packageOf))];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
