import { WebSocket } from 'ws';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { DESKTOP_PROTOCOL, type ServerMessage } from '../../src/delivery/agent-message.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../src/lab/telephones/platforms/native-telephone.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import { streamPlan } from '../served/stream-plan.js';
import type { BystanderCall, BystanderCue, BystanderReport } from './bystander.js';

// A calm call in a process of its own, so that the attackers' work does not hold up its audio.

const ENDED_LIMIT_MS = 30_000;
/** The offer is right behind the word. */
const BEHIND_MS = 200;

type OpenDesktop = { readonly socket: WebSocket; readonly ended: Promise<unknown> };

const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, 8_000);

process.on('message', async (call: BystanderCall) => {
  const cues: BystanderCue[] = [];
  const desktop = await openDesktop(call, cues);
  const report = await placeCall(nativeTelephone, recording, streamPlan(call.url, nativeTelephone, call), {
    speed: call.speed,
    faults: new Set(),
    clock: WALL_CLOCK,
    random: seededRandom(1),
  });
  // What is offered after the call comes with the word that it has ended, once the summary is kept.
  await Promise.race([desktop?.ended, WALL_CLOCK.sleep(ENDED_LIMIT_MS)]);
  desktop?.socket.close();
  const lines = report.lines.map(({ httpStatus, closeCode, closeReason, error }) =>
    [httpStatus, closeCode, closeReason, error].filter((part) => part !== null && part !== '').join(' '),
  );
  const why = desktop === null ? 'its desktop was refused' : report.completed ? null : lines.join(', ');
  process.send?.({ cues, why } satisfies BystanderReport);
});
process.on('disconnect', () => process.exit(0));

async function openDesktop(call: BystanderCall, cues: BystanderCue[]): Promise<OpenDesktop | null> {
  const socket = new WebSocket(`${call.url.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
  let tellEnded = () => {};
  const ended = new Promise<void>((resolve) => {
    tellEnded = resolve;
  }).then(() => WALL_CLOCK.sleep(BEHIND_MS));
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token: call.agentToken })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === 'hello') resolve(true);
      if (message.type === 'call' && message.state === 'ended') tellEnded();
      if (message.type === 'cue')
        cues.push({ kind: message.kind, reason: message.reason.key, atMs: message.atMs });
      if (message.type === 'reset')
        cues.push({ kind: 'reset', reason: message.reason.key, atMs: message.atMs });
    });
  });
  return isOpen ? { socket, ended } : null;
}
