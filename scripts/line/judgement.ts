import type { ShownCue } from './call-desktop.js';
import type { Played } from './played-call.js';

/** What `check:line --json` says of one run. */
export type Run = {
  readonly protocol: string;
  readonly damage: string;
  readonly seed: number;
  /** Customer audio that reached the features ÷ audio sent that may be used. */
  readonly heardShare: number;
  readonly rolesRight: boolean;
  /** Every undamaged cue whose evidence lies outside the damage and its settling time comes, and no other. */
  readonly cuesAsUndamaged: boolean;
  readonly falseDeadAir: number;
  /** Cues whose evidence came too late, or on hold. */
  readonly staleCues: number;
  readonly refusedAs: string | null;
  readonly cues: readonly ShownCue[];
};

/** After a damage the caller must be heard again, and the cue may wait for its moment. */
const SETTLING_MS = 12_000;
/** No cue so soon after a damage can rest on what was heard since (`coaching.settleAfterBreakMs`). */
const FRESH_MS = 2_000;
const TOLERANCE_MS = 1_000;
const DEAD_AIR_TOLERANCE_MS = 2_000;
const LEAST_HEARD = 0.95;
/** What is said after the call rests on all of it. */
const AFTER_CALL = new Set(['reset', 'warm-close']);

export function judge(played: Played, undamaged: Played): Run {
  const { telephone, damage, cues, watched, refusedAs } = played;
  const isRefused = refusedAs !== null;
  const usableMs = damage.alone === 'agent' ? 0 : played.callMs * (1 - damage.lostShare);
  const heardShare = usableMs === 0 ? 1 : Math.min(1, watched.customerExaminedMs / usableMs);
  const [fromMs, toMs] = damage.spanMs ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const expected = damage.alone === 'agent' ? [] : undamaged.cues;
  const isHarmed = ({ kind, atMs }: ShownCue) =>
    damage.spanMs !== null && (AFTER_CALL.has(kind) || (atMs >= fromMs && atMs <= toMs + SETTLING_MS));
  const near = (one: ShownCue) => (other: ShownCue) =>
    one.kind === other.kind && Math.abs(one.atMs - other.atMs) <= TOLERANCE_MS;
  const isKnown = (cue: ShownCue) => expected.some(near(cue));
  const missing = expected.filter((cue) => !isHarmed(cue) && !cues.some(near(cue)));
  const others = cues.filter((cue) => !isHarmed(cue) && !isKnown(cue));
  const stale = cues.filter(
    ({ kind, atMs }) => !AFTER_CALL.has(kind) && atMs >= fromMs && atMs < toMs + FRESH_MS,
  );
  const deadAirCues = cues.filter((cue) => cue.kind === 'dead-air' && !isKnown(cue)).length;
  const isDeadAirKept = (played.deadAirMs ?? 0) > (undamaged.deadAirMs ?? 0) + DEAD_AIR_TOLERANCE_MS;
  return {
    protocol: telephone.name,
    damage: damage.name,
    seed: played.seed,
    heardShare: Math.round(heardShare * 1000) / 1000,
    rolesRight: isRefused || (played.reachedTheRightDesktop && rolesAreRight(played)),
    cuesAsUndamaged: isRefused || (missing.length === 0 && others.length === 0),
    falseDeadAir: deadAirCues + (isDeadAirKept ? 1 : 0),
    staleCues: toMs > fromMs ? stale.length : 0,
    refusedAs,
    cues,
  };
}

/** The caller speaks clearly and the agent softly: a line that has them the other way round, or mixed, says so. */
function rolesAreRight({ watched, damage, telephone }: Played): boolean {
  const soundOf = (role: string) =>
    watched.channels.find((channel) => channel.role === role)?.sound ?? 'none';
  const hasAgent = telephone.layouts.some((layout) => layout !== 'customer') && damage.alone !== 'customer';
  return (
    soundOf('customer') === (damage.alone === 'agent' ? 'none' : 'good') &&
    soundOf('agent') === (hasAgent ? 'faint' : 'none')
  );
}

export function isGood(run: Run, mayBeRefusedAs: string | undefined): boolean {
  if (run.refusedAs !== null) return run.refusedAs === mayBeRefusedAs;
  return (
    run.heardShare >= LEAST_HEARD &&
    run.rolesRight &&
    run.cuesAsUndamaged &&
    run.falseDeadAir === 0 &&
    run.staleCues === 0
  );
}
