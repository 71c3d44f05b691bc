import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../../src/errors.js';
import { parseObject } from '../../../src/ingest/message-fields.js';
import { type AdapterLine, openLine } from '../../support/adapter-line.js';

/** Recorded messages, one a line: a text as a JSON string or object, or `{"binary": <length>}`. */
const CORPUS_FOLDER = 'test/fixtures/messages';

type Said = { readonly text: string } | { readonly binary: Uint8Array };

const PROTOCOLS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  twilio: {},
  telnyx: {},
  plivo: {},
  bandwidth: {},
  exotel: {},
  ringcx: {},
  kazoo: {},
  jambonz: {},
  freeswitch: {},
  asterisk: { role: 'customer' },
  vonage: {},
};

const CORPUS: readonly Said[] = readdirSync(CORPUS_FOLDER)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(`${CORPUS_FOLDER}/${file}`, 'utf8').trim().split('\n'))
  .map((line) => {
    const message = JSON.parse(line) as { binary?: number } | string;
    if (typeof message === 'string') return { text: message };
    if (typeof message.binary === 'number') return { binary: new Uint8Array(message.binary).fill(0x55) };
    return { text: line };
  });

/** A recorded message with a part of it replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...CORPUS), fc.nat(400), fc.nat(40), fc.string({ maxLength: 30 }))
  .map(
    ([said, at, length, insert]): Said =>
      'text' in said ? { text: said.text.slice(0, at) + insert + said.text.slice(at + length) } : said,
  );

/** A recorded message with one value replaced by any JSON. */
const twisted = fc
  .tuple(fc.constantFrom(...CORPUS), fc.nat(30), fc.jsonValue())
  .map(([said, nth, value]): Said => {
    if (!('text' in said) || parseObject(said.text) === null) return said;
    let count = 0;
    const text = JSON.stringify(JSON.parse(said.text), (key, old: unknown) =>
      key !== '' && count++ === nth ? value : old,
    );
    return { text };
  });

const message = fc.oneof(
  fc.constantFrom(...CORPUS),
  damaged,
  twisted,
  fc.string({ maxLength: 200 }).map((text): Said => ({ text })),
  fc.json().map((text): Said => ({ text })),
  fc.uint8Array({ maxLength: 700 }).map((binary): Said => ({ binary })),
);

/** What must hold whatever a peer sends. */
function expectSound(line: AdapterLine, bytes: number): void {
  expect(line.sent).toEqual([]);
  for (const end of line.ends) expect(end === 'closed' || end in ERRORS).toBe(true);
  expect(line.events.filter(({ type }) => type === 'open').length).toBeLessThanOrEqual(1);
  const first = line.events[0];
  if (first) expect(first.type).toBe('open');
  const endMs = new Map<string, number>();
  let samples = 0;
  for (const event of line.events) {
    if (event.type === 'audio') {
      const { role, streamTimeMs, sampleRateHz, samples: heard } = event.chunk;
      samples += heard.length;
      expect(Number.isFinite(streamTimeMs) && streamTimeMs >= 0).toBe(true);
      // Audio never lies before what was already placed.
      expect(streamTimeMs).toBeGreaterThanOrEqual((endMs.get(role) ?? 0) - 1e-6);
      endMs.set(role, streamTimeMs + (heard.length * 1000) / sampleRateHz);
      expect(heard.every((sample) => Number.isFinite(sample) && Math.abs(sample) <= 1)).toBe(true);
    }
    if (event.type === 'gap') {
      expect(event.gap.durationMs).toBeGreaterThan(0);
      expect(event.gap.durationMs).toBeLessThanOrEqual(3_600_000);
    }
    if (event.type === 'open') {
      expect(event.claim.callId.length).toBeGreaterThan(0);
      expect(event.claim.callId.length).toBeLessThanOrEqual(256);
      expect(Object.keys(event.claim.attributes).length).toBeLessThanOrEqual(64);
    }
  }
  // No message makes more audio than it carried: a byte is at most one sample.
  expect(samples).toBeLessThanOrEqual(bytes);
}

describe.each(Object.entries(PROTOCOLS))('%s, whatever it is sent', (protocol, settings) => {
  it('neither throws nor answers, opens once, and makes no audio out of nothing', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const line = openLine({ protocol, ...settings });
        let bytes = 0;
        for (const said of messages) {
          // The session stops reading once the adapter has failed or closed the socket.
          if (line.ends.length > 0) break;
          if ('text' in said) line.say(said.text);
          else line.audio(said.binary);
          bytes += 'text' in said ? said.text.length : said.binary.length;
        }
        expectSound(line, bytes);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('survives being told everything that any platform ever said, and then goes', () => {
    const line = openLine({ protocol, ...settings });
    for (const said of CORPUS) {
      if ('text' in said) line.adapter.onText(said.text);
      else line.adapter.onBinary(said.binary);
    }
    line.adapter.end('drain');
    expect(line.ends.at(-1)).toBe('closed');
    expect(line.sent).toEqual([]);
  });
});

describe('the corpus', () => {
  it('holds messages of every platform', () => {
    expect(readdirSync(CORPUS_FOLDER).length).toBeGreaterThanOrEqual(8);
    expect(CORPUS.length).toBeGreaterThan(40);
  });
});
