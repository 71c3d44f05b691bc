import type { CueMessage } from '../../src/delivery/agent-message.js';
import { OwnLateness } from '../faults/own-lateness.js';

/** From the decision to the desktop, besides what this process was late by itself. */
const STALE_MS = 3_000;
/** Two nodes that coach one call give the same cue at almost the same time. */
const TWIN_MS = 1_000;
/** An objection that was acknowledged holds on every node; what was written before is still on its way. */
const OBJECTED_MS = 500;
/** Cues of a call that has just ended may still be on their way. */
const OVER_MS = 3_000;

/** What one desktop knows when a cue reaches it. */
export type CueAtDesktop = {
  readonly agentId: string;
  readonly cue: CueMessage;
  /** How far its node's clock is ahead of this process. */
  readonly aheadMs: number;
  /** Ids that this connection was sent before. */
  readonly seen: Set<string>;
  /** When the agent's last call ended, if none is under way; monotonic. */
  readonly idleSinceMs: number | null;
  /** When the caller's objection to the call under way was acknowledged; monotonic. */
  readonly objectedAtMs: number | null;
};

/** Looks at every cue that reaches a desktop for what must never be. */
export class CueJudge {
  cues = 0;
  doubledCues = 0;
  staleCues = 0;
  cuesToWrongAgent = 0;
  objectionsIgnored = 0;
  readonly #agentOf = new Map<string, string>();
  readonly #last = new Map<string, { readonly atMs: number; readonly callRef: string }>();
  readonly #lateness = new OwnLateness();
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  judge({ agentId, cue, aheadMs, seen, idleSinceMs, objectedAtMs }: CueAtDesktop): void {
    const nowMs = performance.now();
    const excuseMs = this.#lateness.worstMs;
    this.cues += 1;
    const key = `${agentId} ${cue.kind}`;
    const twin = this.#last.get(key);
    const isTwin = twin !== undefined && twin.callRef !== cue.callRef && nowMs - twin.atMs < TWIN_MS;
    this.#last.set(key, { atMs: nowMs, callRef: cue.callRef });
    if (seen.has(cue.cueId) || isTwin) {
      this.doubledCues += 1;
      this.#tell(`doubled: ${JSON.stringify(cue)}`);
    }
    seen.add(cue.cueId);
    const lateMs = Math.abs(Date.now() + aheadMs - cue.decidedAt) - excuseMs;
    if (lateMs > STALE_MS) {
      this.staleCues += 1;
      this.#tell(`stale by ${Math.round(lateMs)} ms: ${JSON.stringify(cue)}`);
    }
    const owner = this.#agentOf.get(cue.callRef) ?? agentId;
    this.#agentOf.set(cue.callRef, owner);
    const isIdle = idleSinceMs !== null && nowMs - idleSinceMs - excuseMs > OVER_MS;
    if (owner !== agentId || isIdle) {
      this.cuesToWrongAgent += 1;
      this.#tell(`at ${agentId}, who ${isIdle ? 'has no call' : `is not ${owner}`}: ${JSON.stringify(cue)}`);
    }
    if (objectedAtMs !== null && nowMs - objectedAtMs - excuseMs > OBJECTED_MS) {
      this.objectionsIgnored += 1;
      this.#tell(`${Math.round(nowMs - objectedAtMs)} ms after an objection: ${JSON.stringify(cue)}`);
    }
  }

  stop(): void {
    this.#lateness.stop();
  }
}
