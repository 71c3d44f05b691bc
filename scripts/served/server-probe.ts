import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { ProbeAnswer, ProbeQuestion } from './probe-messages.js';
import { threadCpuClock } from './thread-cpu.js';

// Preloaded into a served instance (`--import`): measures how long its event loop is blocked, in processor time, reports
// what nobody caught, and sets its wall clock. The parent asks over IPC.

/** How often the loop must turn. A turn that takes longer is a stall by what it takes beyond this. */
const TURN_MS = 1;

if (isMainThread && process.send !== undefined) {
  reportEscapes();
  answerQuestions();
}

/** Said on standard error at once: the process may have no turn left for a message. */
function reportEscapes(): void {
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    const text = JSON.stringify({ escaped: origin, error: String(error?.stack ?? error) });
    writeSync(2, `${text}\n`);
  });
}

function answerQuestions(): void {
  const cpuMs = threadCpuClock();
  let worstMs = 0;
  let peakRssBytes = 0;
  let lastMs = cpuMs();
  setInterval(() => {
    const nowMs = cpuMs();
    worstMs = Math.max(worstMs, nowMs - lastMs - TURN_MS);
    lastMs = nowMs;
  }, TURN_MS).unref();
  setInterval(() => {
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  }, 250).unref();
  const shiftClock = wallClock();
  process.on('message', (question: ProbeQuestion) => {
    if (question.ask === 'shift-clock') shiftClock(question.byMs);
    const answer: ProbeAnswer = {
      id: question.id,
      worstMs,
      cpuMs: cpuMs(),
      peakRssBytes: Math.max(peakRssBytes, process.memoryUsage.rss()),
    };
    if (question.ask === 'begin') {
      worstMs = 0;
      lastMs = cpuMs();
    }
    process.send?.(answer);
  });
  // The line to the parent does not keep the process alive.
  process.channel?.unref();
}

/** Puts a clock in the place of the wall clock that can be set; timers and monotonic time stay as they are. */
function wallClock(): (byMs: number) => void {
  const Real = Date;
  let aheadMs = 0;
  const now = () => Real.now() + aheadMs;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  return (byMs) => {
    aheadMs += byMs;
  };
}
