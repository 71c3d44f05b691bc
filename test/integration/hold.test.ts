import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';

const RATE_HZ = 8000;
const PATIENCE = { timeout: 60_000, interval: 20 };

/** A caller who speaks for some seconds; then nobody says a word for a minute. */
async function quietCall(): Promise<TwoPartyRecording> {
  const said = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
  const voice = (samples: Float32Array) => {
    const quiet = new Float32Array(75 * RATE_HZ).map((_, n) => 2e-4 * Math.sin(n * 2.3));
    quiet.set(samples.subarray(0, 12 * RATE_HZ));
    return quiet;
  };
  return {
    sampleRateHz: RATE_HZ,
    voices: { customer: voice(said.voices.customer), agent: voice(said.voices.agent) },
  };
}

describe('a hold', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  async function rest(callId: string, what: string, body?: object): Promise<Response> {
    return fetch(`${app.url}/v1/calls/native/${callId}/${what}`, {
      ...(body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${await app.token('binder', 'crm')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
  }

  it.each(['rest', 'panel'])(
    'said by %s is told to the desktop, is no dead air, and settles',
    async (by) => {
      const desktop = await openDesktop(app, `ann-${by}`);
      const callId = `held-by-${by}`;
      const statesOf = () =>
        desktop.messages.flatMap((message) => (message.type === 'call' ? [message.state] : []));
      /** How far the call has come, milliseconds. */
      const position = async () => {
        const answer = await rest(callId, 'line');
        if (!answer.ok) return 0;
        return ((await answer.json()) as { streams: { streamMs: number }[] }).streams[0]?.streamMs ?? 0;
      };
      const hold = async (on: boolean) => {
        const told = desktop.messages.findLast(({ type }) => type === 'call');
        if (by === 'panel' && told?.type === 'call')
          desktop.send({ type: 'hold', callRef: told.callRef, on });
        else expect((await rest(callId, 'hold', { on })).status).toBe(200);
        await expect.poll(() => statesOf().at(-1), PATIENCE).toBe(on ? 'held' : 'listening');
      };
      const call = callWith(app, await quietCall(), { callId, agentId: `ann-${by}`, speed: 8 });

      await expect.poll(position, PATIENCE).toBeGreaterThan(14_000);
      await hold(true);
      const heldAtMs = await position();
      await expect.poll(position, PATIENCE).toBeGreaterThan(heldAtMs + 20_000);
      const resumedAtMs = await position();
      await hold(false);
      expect((await call).completed).toBe(true);
      await expect.poll(() => statesOf().at(-1), PATIENCE).toBe('ended');

      expect(statesOf().filter((state, index, all) => state !== all[index - 1])).toEqual([
        'listening',
        'held',
        'listening',
        'ended',
      ]);
      const deadAirMs = desktop.messages.flatMap((message) =>
        message.type === 'cue' && message.kind === 'dead-air' ? [message.atMs] : [],
      );
      // The silence starts again at the moment at which the caller is back.
      expect(deadAirMs).toHaveLength(1);
      expect(deadAirMs[0]).toBeGreaterThan(resumedAtMs + 8_000);
      const database = new Database(app.sqliteFile, { readonly: true });
      const kept = database
        .prepare('select hold_ms, dead_air_ms, ended_at - started_at as ms from calls where call_id = ?')
        .get(callId) as { hold_ms: number; dead_air_ms: number; ms: number };
      database.close();
      expect(kept.hold_ms).toBeGreaterThanOrEqual(resumedAtMs - heldAtMs - 250);
      expect(kept.dead_air_ms).toBeLessThanOrEqual(kept.ms - kept.hold_ms - 10_000);
      desktop.close();
    },
    180_000,
  );
});
