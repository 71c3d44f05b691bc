import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/lab/random/seeded-random.js';
import type { CallPlan, Speaker } from '../../../src/lab/telephones/call-plan.js';
import { placeCall } from '../../../src/lab/telephones/place-call.js';
import type { Telephone } from '../../../src/lab/telephones/telephone.js';
import { TELEPHONES } from '../../../src/lab/telephones/telephones.js';
import { WALL_CLOCK } from '../../../src/lab/telephones/wall-clock.js';
import { type Harness, startIngest, tokenFor } from '../../support/ingest-harness.js';

const SECRET = Buffer.from('a client secret').toString('base64');
const ORIGIN = 'wss://coach.example.com';
const PROOF = { username: 'user', password: 'pass' };
const TENANT = { tenant: 'acme' };

/** How each platform is configured: the connector on our side, the credentials on the telephone's. */
const PLATFORMS: Readonly<Record<string, { connector: object; credentials: CallPlan['credentials'] }>> = {
  native: { connector: {}, credentials: {} },
  audiohook: {
    connector: {
      keys: [{ apiKey: 'KEY', secret: SECRET, ...TENANT }],
      publicAuthority: 'coach.example.com',
    },
    credentials: { apiKey: 'KEY', secret: SECRET },
  },
  twilio: {
    connector: { authToken: '12345', publicOrigin: ORIGIN, ...TENANT },
    credentials: { secret: '12345' },
  },
  plivo: { connector: { accountId: 'MA1', ...TENANT }, credentials: { username: 'MA1' } },
  ...Object.fromEntries(
    ['talkdesk', 'kazoo', 'bandwidth', 'exotel', 'ringcx'].map((name) => [
      name,
      { connector: { accountId: 'SIMULATED', ...TENANT }, credentials: { username: 'SIMULATED' } },
    ]),
  ),
  ...Object.fromEntries(
    ['signalwire', 'fonoster'].map((name) => [
      name,
      {
        connector: { authToken: '12345', publicOrigin: ORIGIN, ...TENANT },
        credentials: { secret: '12345' },
      },
    ]),
  ),
  freeswitch: { connector: { basic: PROOF, ...TENANT }, credentials: PROOF },
  telnyx: {
    connector: { bearerToken: 'a-token-of-sixteen', ...TENANT },
    credentials: { token: 'a-token-of-sixteen' },
  },
  jambonz: { connector: { basic: PROOF, ...TENANT }, credentials: PROOF },
  asterisk: { connector: { basic: PROOF, ...TENANT }, credentials: PROOF },
  vonage: {
    connector: { bearerToken: 'a-token-of-sixteen', ...TENANT },
    credentials: { token: 'a-token-of-sixteen' },
  },
};

const CALL_ID = '0b2e43a1-6d3c-4f53-8a0a-111111111111';

function recordingAt(sampleRateHz: number) {
  const tone = (hz: number) =>
    Float32Array.from(
      { length: sampleRateHz },
      (_, i) => 0.4 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
    );
  return { sampleRateHz, voices: { customer: tone(220), agent: tone(330) } };
}

let ingest: Harness | null = null;
afterEach(async () => {
  await ingest?.close();
  ingest = null;
});

async function play(telephone: Telephone, change: Partial<CallPlan> = {}) {
  const platform = PLATFORMS[telephone.name];
  if (!platform) throw new Error(`${telephone.name} is not configured here.`);
  const { connector } = platform;
  ingest = await startIngest({
    connectors: [{ name: 'line', protocol: telephone.name, path: '/streams/line', ...connector }],
  });
  const credentials = telephone.name === 'native' ? { token: await tokenFor() } : platform.credentials;
  const plan: CallPlan = {
    url: `${ingest.url}/streams/line`,
    callId: CALL_ID,
    tenant: 'acme',
    agentId: null,
    language: 'en-US',
    noticeWording: 'v1',
    encoding: telephone.encodings[0] ?? 'pcmu',
    sampleRateHz: telephone.sampleRatesHz[0] ?? 8000,
    layout: telephone.layouts[0] ?? 'stereo',
    channelOrder: ['customer', 'agent'],
    credentials,
    publicOrigin: ORIGIN,
    ...change,
  };
  const recording = recordingAt(plan.sampleRateHz);
  const report = await placeCall(telephone, recording, plan, {
    speed: 10,
    faults: new Set(),
    clock: WALL_CLOCK,
    random: seededRandom(3),
  });
  return { report, recording, ingest };
}

/** Everything that one party said, as it was heard. */
function heard({ sink }: Harness, role: string): Float32Array {
  return Float32Array.from(
    sink.streams.flatMap(({ events }) =>
      events.flatMap((event) =>
        event.type === 'audio' && event.chunk.role === role ? [...event.chunk.samples] : [],
      ),
    ),
  );
}

/** Largest difference, after leaving out what the platform cuts off the first frame. */
function worst(said: Float32Array, got: Float32Array): number {
  const cut = said.length - got.length;
  return got.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (said[i + cut] ?? 9))), 0);
}

describe.each(TELEPHONES.map((telephone) => [telephone.name, telephone] as const))(
  'the %s telephone',
  (_name, telephone) => {
    const ways = telephone.encodings.flatMap((encoding) =>
      telephone.layouts
        .filter((layout) => layout !== 'mixed')
        .flatMap((layout) =>
          (
            [
              ['customer', 'agent'],
              ['agent', 'customer'],
            ] as const
          )
            .filter(([first]) => layout !== 'customer' || first === 'customer')
            .map((channelOrder) => ({ encoding, layout, channelOrder })),
        ),
    );

    it.each(ways)('is heard as it speaks: $encoding, $layout, $channelOrder', async (way) => {
      const { report, recording, ingest } = await play(telephone, way);
      expect(report).toMatchObject({ completed: true });
      expect(ingest.faults).toEqual([]);
      expect(ingest.sink.streams.every(({ open }) => open.callId === CALL_ID)).toBe(true);
      const parties: readonly Speaker[] = way.layout === 'customer' ? ['customer'] : ['agent', 'customer'];
      expect(ingest.sink.streams.flatMap(({ open }) => open.roles).sort()).toEqual(parties);
      for (const role of parties) {
        const said = recording.voices[role];
        const got = heard(ingest, role);
        expect(said.length - got.length).toBeLessThanOrEqual(said.length * 0.003);
        expect(worst(said, got)).toBeLessThan(way.encoding === 'l16' ? 1e-4 : 0.02);
      }
      // On a listening stream nothing may be played into the call, and no word be said where none is expected.
      expect(report.lines.map(({ binariesHeard }) => binariesHeard)).toEqual(report.lines.map(() => 0));
      expect(report.lines.map(({ protocol }) => protocol.uninvitedTexts ?? 0)).toEqual(
        report.lines.map(() => 0),
      );
      const ends = ingest.sink.streams.map(({ events }) => events.at(-1));
      expect(ends).toEqual(ends.map(() => ({ type: 'close', reason: 'normal' })));
    });

    it.runIf(telephone.layouts.includes('mixed'))('says when both parties share a channel', async () => {
      const { ingest } = await play(telephone, { layout: 'mixed' });
      expect(ingest.sink.streams.map(({ open }) => open.roles)).toEqual([['mixed']]);
    });

    it('is refused with wrong credentials, and reports it', async () => {
      const credentials = {
        token: 'wrong',
        apiKey: 'KEY',
        secret: 'd3Jvbmc=',
        username: 'user',
        password: 'wrong',
      };
      const { report, ingest } = await play(telephone, { credentials });
      expect(report.completed).toBe(false);
      expect(ingest.sink.streams).toEqual([]);
    });
  },
);
