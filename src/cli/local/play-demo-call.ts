import { DEMO_CALL_PATH } from '../../app/package-root.js';
import { seededRandom } from '../../lab/random/seeded-random.js';
import type { CallReport } from '../../lab/telephones/call-report.js';
import { placeCall } from '../../lab/telephones/place-call.js';
import { nativeTelephone } from '../../lab/telephones/platforms/native-telephone.js';
import { readRecording } from '../../lab/telephones/read-recording.js';
import { WALL_CLOCK } from '../../lab/telephones/wall-clock.js';
import { LOCAL_AGENT, LOCAL_TENANT, type LocalServer } from './local-server.js';

const RATE_HZ = 8000;

export type DemoPlay = {
  readonly callId: string;
  /** Call seconds per second. */
  readonly speed: number;
  readonly signal?: AbortSignal;
};

/** Plays the call that comes with the product over a real WebSocket, with {@link LOCAL_AGENT} on it. */
export async function playDemoCall(
  server: LocalServer,
  { callId, speed, signal }: DemoPlay,
): Promise<CallReport> {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
  return placeCall(
    nativeTelephone,
    recording,
    {
      url: `${server.url.replace(/^http/, 'ws')}/streams/native`,
      callId,
      tenant: LOCAL_TENANT,
      agentId: LOCAL_AGENT,
      language: 'en',
      noticeWording: 'demo-1',
      encoding: 'pcmu',
      sampleRateHz: RATE_HZ,
      layout: 'stereo',
      channelOrder: ['customer', 'agent'],
      credentials: { token: await server.token('source', 'demo-telephone') },
      publicOrigin: null,
    },
    {
      speed,
      faults: new Set(),
      clock: WALL_CLOCK,
      random: seededRandom(1),
      ...(signal === undefined ? {} : { signal }),
    },
  );
}
