import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/errors.js';

/** Documents whose names of settings, metrics and codes are held against the reference pages. */
const DOCUMENTS = ['docs/troubleshooting.md', 'docs/glossary.md', 'docs/tutorials/first-call.md'];
const settings = readFileSync('docs/configuration.md', 'utf8');
const metrics = readFileSync('docs/metrics.md', 'utf8');

/** Names in code: `coaching.normal.perCall`, `evenkeel_calls_active`, `binding.call-unknown`. */
function namesIn(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/`(?:\d{3} )?([a-z_]+(?:\.[A-Za-z-]+)+|evenkeel_\w+)`/g)].map(([, name]) => name!);
}

describe.each(DOCUMENTS)('%s', (path) => {
  it.each([...new Set(namesIn(path)), 'nothing else'])('names %s, which there is', (name) => {
    if (name === 'nothing else' || /\.(md|html|mp3|wav|jsonl|csv)$/.test(name)) return;
    const isKnown = name.startsWith('evenkeel_')
      ? metrics.includes(`\`${name}\``)
      : settings.includes(`\`${name}\``) || Object.hasOwn(ERRORS, name);
    expect(isKnown, name).toBe(true);
  });
});
