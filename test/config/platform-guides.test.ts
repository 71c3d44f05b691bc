import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';

const FOLDER = 'docs/platforms';
const EXAMPLES = readdirSync(FOLDER).flatMap((file) =>
  [...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml = ''], index) => [`${file}, example ${index + 1}`, yaml] as const,
  ),
);

describe('the configuration that the platform guides show', () => {
  it.each(EXAMPLES)('%s is accepted', (_where, yaml) => {
    // Placeholders in words stand for secrets that have to be base64.
    const connectors = (
      parse(yaml.replace('the client secret in base64', 'c2VjcmV0')) as { connectors: unknown }
    ).connectors;
    expect(connectorsSection.parse(connectors).length).toBeGreaterThan(0);
  });

  it('has an example for every protocol', () => {
    const shown = EXAMPLES.map(([, yaml]) => yaml).join('\n');
    for (const protocol of [
      'native',
      'audiohook',
      'twilio',
      'telnyx',
      'jambonz',
      'freeswitch',
      'asterisk',
      'vonage',
    ]) {
      expect(shown).toContain(`protocol: ${protocol}\n`);
    }
  });
});
