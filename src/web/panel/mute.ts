import type { DesktopMessage } from '../../delivery/agent-message.js';

/** The agent's mute, kept on this computer. A call's mute ends with the call. */
export type Mute =
  | { readonly scope: 'call'; readonly callRef: string }
  | { readonly scope: 'hour' | 'today'; readonly untilMs: number };

const HOUR_MS = 3_600_000;

/** What pressing a mute button means at this moment; `today` ends at the next local midnight. */
export function muteFrom(scope: Mute['scope'], callRef: string | null, nowMs: number): Mute | null {
  if (scope === 'call') return callRef === null ? null : { scope, callRef };
  if (scope === 'hour') return { scope, untilMs: nowMs + HOUR_MS };
  const midnight = new Date(nowMs);
  midnight.setHours(24, 0, 0, 0);
  return { scope, untilMs: midnight.getTime() };
}

/** Whether cues of this call are muted now. */
export function isMuted(mute: Mute | null, callRef: string | null, nowMs: number): boolean {
  if (mute === null) return false;
  return mute.scope === 'call' ? mute.callRef === callRef : nowMs < mute.untilMs;
}

/** What the server is told of it; a mute that is over is told as off. */
export function muteMessage(mute: Mute | null, callRef: string | null, nowMs: number): DesktopMessage {
  if (mute === null || (mute.scope !== 'call' && !isMuted(mute, callRef, nowMs)))
    return { type: 'mute', scope: 'off', forMs: null };
  const forMs = mute.scope === 'call' ? null : Math.round(mute.untilMs - nowMs);
  return { type: 'mute', scope: mute.scope, forMs };
}
