import type { Random } from '../random/seeded-random.js';
import type { CallPlan } from './call-plan.js';
import type { CallReport, LineReport } from './call-report.js';
import { frameFate, type LineFault, tear } from './line-damage.js';
import { LineSocket } from './line-socket.js';
import type { Telephone, TelephoneLine, Wire } from './telephone.js';
import { framesOf, recordingMs, type TwoPartyRecording } from './two-party-recording.js';
import type { TelephoneClock } from './wall-clock.js';

/** How a call is played. */
export type CallOptions = {
  /** Call seconds per wall-clock second. */
  readonly speed: number;
  readonly faults: ReadonlySet<LineFault>;
  readonly clock: TelephoneClock;
  readonly random: Random;
  readonly onProgress?: (sentMs: number, totalMs: number) => void;
  /** Ends the call politely before the recording does. */
  readonly signal?: AbortSignal;
};

const TICK_MS = 20;
const READY_LIMIT_MS = 10_000;
const FAREWELL_LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 10_000;

type OpenLine = { readonly line: TelephoneLine; readonly socket: LineSocket; readyMs: number | null };

/** Plays a recording through a telephone and tells what the telephone saw. Refusals and drops are results, not errors. */
export async function placeCall(
  telephone: Telephone,
  recording: TwoPartyRecording,
  plan: CallPlan,
  options: CallOptions,
): Promise<CallReport> {
  const { clock, random } = options;
  const startMs = clock.nowMs();
  const lines = telephone.lines(plan, { wallMs: clock.wallMs(), random }).map((line) => dial(line, clock));
  const stopKeepAlive = startKeepAlive(lines, clock, startMs);
  try {
    await Promise.all(lines.map((open) => greet(open, clock)));
    const faults = await talk(telephone, lines, recording, options);
    await Promise.all(lines.map((open) => hangUp(open, clock)));
    const reports = await Promise.all(lines.map(report));
    return {
      protocol: telephone.name,
      callId: plan.callId,
      audioMs: recordingMs(recording),
      tookMs: clock.nowMs() - startMs,
      faults,
      lines: reports,
      completed: reports.every(
        ({ readyMs, closeCode }) => readyMs !== null && (closeCode === 1000 || closeCode === 1005),
      ),
    };
  } finally {
    stopKeepAlive();
  }
}

/** Says every frame when it is due; after a hold the overdue frames follow in a burst, as they do from a real network. */
async function talk(
  telephone: Telephone,
  lines: readonly OpenLine[],
  recording: TwoPartyRecording,
  { clock, speed, faults, random, signal, onProgress }: CallOptions,
): Promise<Record<LineFault, number>> {
  const struck: Record<LineFault, number> = { loss: 0, jitter: 0, stall: 0, torn: 0, reorder: 0 };
  const totalMs = recordingMs(recording);
  const startMs = clock.nowMs();
  let late: readonly (readonly Wire[])[] = [];
  for (const frame of framesOf(recording, telephone.frameMs)) {
    if (signal?.aborted || lines.every(({ socket }) => socket.isOver)) break;
    const waitMs = startMs + (frame.startMs + frame.durationMs) / speed - clock.nowMs();
    if (waitMs > 1) await clock.sleep(waitMs);
    const fate = frameFate(faults, random);
    for (const fault of fate.strikes) struck[fault]++;
    if (fate.holdMs > 0) await clock.sleep(fate.holdMs);
    // The line codes a lost frame too: its own clock goes on while the network drops it.
    const said = lines.map(({ line }) => {
      const wires = line.mayTalk() ? line.talk(frame) : [];
      return fate.lost ? [] : fate.torn ? wires.map(tear) : wires;
    });
    if (fate.late && late.length === 0) late = said;
    else {
      await sendAll(lines, said);
      await sendAll(lines, late);
      late = [];
    }
    if (frame.index % 50 === 0) onProgress?.(frame.startMs, totalMs);
  }
  await sendAll(lines, late);
  onProgress?.(totalMs, totalMs);
  return struck;
}

function dial(line: TelephoneLine, clock: TelephoneClock): OpenLine {
  const socket: LineSocket = new LineSocket(line, clock, (text) => {
    for (const answer of line.hear(text)) socket.sendNow(answer);
  });
  return { line, socket, readyMs: null };
}

async function sendAll(lines: readonly OpenLine[], said: readonly (readonly Wire[])[]): Promise<void> {
  await Promise.all(lines.map(({ socket }, index) => socket.send(said[index] ?? [])));
}

async function greet(open: OpenLine, clock: TelephoneClock): Promise<void> {
  if (!(await open.socket.opened)) return;
  const openedMs = clock.nowMs();
  await open.socket.send(open.line.greeting());
  await until(() => open.line.mayTalk() || open.socket.isOver, READY_LIMIT_MS, clock);
  if (open.line.mayTalk()) open.readyMs = clock.nowMs() - openedMs;
}

async function hangUp({ line, socket }: OpenLine, clock: TelephoneClock): Promise<void> {
  await socket.send(line.farewell());
  await until(() => line.mayHangUp() || socket.isOver, FAREWELL_LIMIT_MS, clock);
  socket.hangUp(line.closesWith);
  await until(() => socket.isOver, CLOSE_LIMIT_MS, clock);
  socket.drop();
}

async function until(done: () => boolean, limitMs: number, clock: TelephoneClock): Promise<void> {
  const endMs = clock.nowMs() + limitMs;
  while (!done() && clock.nowMs() < endMs) await clock.sleep(TICK_MS);
}

/** Lets each line speak of its own accord; returns the disposer. */
function startKeepAlive(lines: readonly OpenLine[], clock: TelephoneClock, startMs: number): () => void {
  const timer = setInterval(() => {
    for (const { line, socket } of lines) {
      if (socket.handshakeMs === null || socket.isOver) continue;
      for (const wire of line.idle(clock.nowMs() - startMs)) socket.sendNow(wire);
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}

async function report({ line, socket, readyMs }: OpenLine): Promise<LineReport> {
  const end = await socket.ended;
  return {
    path: new URL(line.url).pathname,
    handshakeMs: socket.handshakeMs,
    readyMs,
    httpStatus: end.httpStatus,
    messagesSent: socket.messagesSent,
    bytesSent: socket.bytesSent,
    textsHeard: socket.textsHeard,
    binariesHeard: socket.binariesHeard,
    pingsHeard: socket.pingsHeard,
    closeCode: end.closeCode,
    closeReason: end.closeReason,
    error: end.error,
    protocol: line.observations(),
  };
}
