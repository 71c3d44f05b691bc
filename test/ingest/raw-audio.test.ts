import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import type { Role } from '../../src/core/audio/audio-frame.js';
import { encodeG711 } from '../../src/core/audio/encode-g711.js';
import { type ByteOrder, encodePcm16 } from '../../src/core/audio/pcm16.js';
import { RawAudioReader } from '../../src/ingest/raw-audio.js';
import type { RawCodec } from '../../src/ingest/raw-codec.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';

const ROLES: readonly Role[] = ['customer', 'agent'];
const FORMATS = [
  ['pcmu', 'little'],
  ['pcma', 'little'],
  ['l16', 'little'],
  ['l16', 'big'],
] as const;
let voices: Readonly<Record<'customer' | 'agent', Float32Array>>;
beforeAll(async () => {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8000);
  const part = (voice: Float32Array) => voice.slice(4 * 8000, 12 * 8000);
  voices = { customer: part(recording.voices.customer), agent: part(recording.voices.agent) };
});

function coded(codec: RawCodec, byteOrder: ByteOrder, roles: readonly Role[]): Uint8Array {
  const { customer, agent } = voices;
  const samples = new Float32Array(customer.length * roles.length);
  for (let n = 0; n < customer.length; n++)
    roles.forEach((role, channel) => {
      samples[n * roles.length + channel] = (role === 'customer' ? customer : agent)[n]!;
    });
  if (codec === 'l16') return encodePcm16(samples, byteOrder);
  return encodeG711(codec === 'pcmu' ? 'mulaw' : 'alaw', samples);
}

/** Everything that is heard of one party when its bytes come in these messages. */
function heard(
  format: { readonly codec: RawCodec; readonly byteOrder: ByteOrder; readonly roles: readonly Role[] },
  messages: Iterable<Uint8Array>,
): Float32Array {
  const reader = new RawAudioReader({ ...format, sampleRateHz: 8000 });
  const samples: number[] = [];
  for (const message of messages)
    for (const chunk of reader.read(message)) if (chunk.role === 'customer') samples.push(...chunk.samples);
  return Float32Array.from(samples);
}

function* cut(bytes: Uint8Array, sizeOf: (index: number) => number): Generator<Uint8Array> {
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizeOf(index);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Share of the samples that are as the party said them. */
function share(samples: Float32Array, said: Float32Array): number {
  let same = 0;
  for (let n = 0; n < samples.length; n++) if (Math.abs(samples[n]! - said[n]!) < 0.02) same += 1;
  return same / said.length;
}

describe.each(FORMATS)('raw %s audio, %s-endian', (codec, byteOrder) => {
  it.each([1, 2])('of %i channels is the same however its bytes are cut into messages', (channels) => {
    const roles = ROLES.slice(0, channels);
    const bytes = coded(codec, byteOrder, roles);
    const random = seededRandom(7);
    const samples = heard(
      { codec, byteOrder, roles },
      cut(bytes, () => 1 + Math.floor(random() * 999)),
    );
    expect(share(samples, voices.customer)).toBe(1);
  });
});

describe.each([1, 2])('16-bit audio of %i channels, cut anywhere', (channels) => {
  it.each([1, 2, 3, 5, 8, 10])('is the same where a soft voice is hardly above the noise (%i)', (seed) => {
    const roles = ['agent', 'customer'].slice(0, channels) as Role[];
    const [customer, agent] = [voices.customer, voices.agent];
    voices = { customer: customer.map((sample) => sample / 16), agent: agent.map((sample) => sample / 64) };
    const bytes = coded('l16', 'little', roles);
    const random = seededRandom(seed);
    const reader = new RawAudioReader({ codec: 'l16', sampleRateHz: 8000, roles });
    const said: Record<string, number[]> = { agent: [], customer: [] };
    for (const message of cut(bytes, () => 1 + Math.floor(random() * 999)))
      for (const { role, samples } of reader.read(message)) said[role]!.push(...samples);
    const softest = Math.max(...voices.agent.map(Math.abs));
    voices = { customer, agent };
    expect(said.agent).toHaveLength(agent.length);
    expect(Math.max(...said.agent!.map(Math.abs))).toBeLessThanOrEqual(softest + 1e-4);
  });
});

describe.each(['little', 'big'] as const)('16-bit audio in regular messages, %s-endian', (byteOrder) => {
  it.each([1, 2])('of %i channels goes on where one message ends in the middle of a sample', (channels) => {
    const format = { codec: 'l16', byteOrder, roles: ROLES.slice(0, channels) } as const;
    // A relay that sends full buffers, and what it has when its timer goes off.
    const messages = cut(coded('l16', byteOrder, format.roles), (index) => (index % 50 === 40 ? 333 : 640));
    expect(share(heard(format, messages), voices.customer)).toBeGreaterThan(0.97);
  });

  it.each([1, 2])('of %i channels begins again where half a sample was lost', (channels) => {
    const format = { codec: 'l16', byteOrder, roles: ROLES.slice(0, channels) } as const;
    const whole = [...cut(coded('l16', byteOrder, format.roles), () => 640)];
    const torn = whole.map((message, index) => (index % 50 === 3 ? message.subarray(0, 639) : message));
    const samples = heard(format, torn);
    const lost = torn.filter((message) => message.length === 639).length;
    expect(voices.customer.length - samples.length).toBe(lost);
    const firstTorn = (3 * 320) / channels;
    expect(share(samples.slice(0, firstTorn), voices.customer.subarray(0, firstTorn))).toBe(1);
    expect(share(samples.slice(-320), voices.customer.slice(-320))).toBe(1);
  });

  it.each([7, 9])('is a voice where half a sample of every %i messages is lost', (every) => {
    const format = { codec: 'l16', byteOrder, roles: ROLES.slice(0, 1) } as const;
    const said: number[] = [];
    const torn = [...cut(coded('l16', byteOrder, format.roles), () => 640)].map((message, index) => {
      const kept = index % every === every - 1 ? message.subarray(0, 333) : message;
      const from = index * 320;
      said.push(...voices.customer.subarray(from, from + Math.floor(kept.length / 2)));
      return kept;
    });
    expect(share(heard(format, torn), Float32Array.from(said))).toBeGreaterThan(0.9);
  });
});
