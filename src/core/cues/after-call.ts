import type { CallSummary } from '../call/call-summary.js';
import type { CoachEvent, SuppressionReason } from './coach-event.js';
import type { PolicyOptions } from './coaching-options.js';
import type { CueKind, CueReason } from './cue.js';
import type { PolicySituation, PolicyState } from './policy-state.js';

/**
 * What is offered once the call is over: a reset after a hard call, else, after any tense stretch, one warm line.
 * Offered, never imposed; outside the budget, because the agent is between calls; silent when muted or dismissed.
 */
export function afterCallCues(
  { atMs, summary }: { readonly atMs: number; readonly summary: CallSummary },
  policy: PolicyState,
  situation: PolicySituation,
  options: PolicyOptions,
): readonly CoachEvent[] {
  if (summary.episodes.length === 0) return [];
  const wasTense = summary.strain >= options.warmCloseStrain && summary.tenseMs >= options.warmCloseTenseMs;
  if (!summary.hard && !wasTense) return [];
  const kind: CueKind = summary.hard ? 'reset' : 'warm-close';
  const reason: CueReason = {
    key: summary.hard ? 'strain' : 'tense-call',
    values: {
      strain: summary.strain,
      minutes: Math.max(1, Math.round(summary.tenseMs / 60_000)),
      seconds: Math.max(1, Math.round(summary.tenseMs / 1000)),
    },
    mood: null,
  };
  const cue = {
    id: `c${policy.eligibleCount + 1}`,
    kind,
    step: null,
    atMs,
    expiresAtMs: atMs + options.resetOfferMs,
    reason,
  };
  const why = suppression(kind, situation, options);
  return why === null ? [{ type: 'cue', atMs, cue }] : [{ type: 'withheld', atMs, kind, why, cue }];
}

function suppression(
  kind: CueKind,
  { settings, muted, bound }: PolicySituation,
  options: PolicyOptions,
): SuppressionReason | null {
  if (!options.kindsOn.includes(kind) || settings.kindsOff.includes(kind)) return 'kind-off';
  if (!bound) return 'unbound';
  return muted ? 'muted' : null;
}
