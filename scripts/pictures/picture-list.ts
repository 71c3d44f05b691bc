import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const IMAGE_FOLDER = 'docs/images';
export const MANIFEST = join(IMAGE_FOLDER, 'manifest.json');

/** Each picture of the documents, and the folders and files whose look it shows. */
export const PICTURES: Readonly<Record<string, readonly string[]>> = {
  'agent-page.png': [
    'src/web/panel',
    'src/web/theme.css',
    'src/web/controls.css',
    'src/lab/telephones/demo-call.wav',
  ],
  'lead-page.png': ['src/web/exposure', 'src/web/theme.css', 'src/wellbeing/made-up-centre'],
  'report.png': ['src/lab/report', 'src/lab/telephones/demo-call.wav'],
};

/** One hash over everything that a picture shows: names and contents, in order of name. */
export function hashOf(shown: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of shown.flatMap(filesOf).sort()) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Picture → hash of what it showed when it was taken. */
export function currentManifest(): Record<string, string> {
  return Object.fromEntries(Object.entries(PICTURES).map(([picture, shown]) => [picture, hashOf(shown)]));
}
