import type { EmotionEvidence } from '../../src/core/call/observation.js';
import type { EmotionProbabilities } from '../../src/core/classifier/classifier.js';
import type { CoachEvent } from '../../src/core/cues/coach-event.js';
import { CoachedCall } from '../../src/core/cues/coached-call.js';
import type { PolicyOptions } from '../../src/core/cues/coaching-options.js';
import { CUE_KINDS } from '../../src/core/cues/cue.js';
import type { ChannelFacts } from '../../src/core/features/channel-facts.js';
import { TurnTaking } from '../../src/core/features/turn-taking.js';
import { defaultCoachOptions } from '../../src/live/coaching-settings.js';
import type { Manner, ScriptedCall, Stretch } from './scripted-call.js';

const STEP_MS = 250;
const HOP_MS = 10;
const WINDOW_MS = 500;

/** What a well-calibrated model says of each manner of speaking. */
const HEARD: Readonly<Record<Manner['mood'], EmotionProbabilities>> = {
  calm: { anger: 0.04, anxiety: 0.04, other: 0.92 },
  happy: { anger: 0.2, anxiety: 0.15, other: 0.65 },
  unsure: { anger: 0.25, anxiety: 0.3, other: 0.45 },
  tense: { anger: 0.42, anxiety: 0.38, other: 0.2 },
  angry: { anger: 0.84, anxiety: 0.06, other: 0.1 },
  anxious: { anger: 0.06, anxiety: 0.84, other: 0.1 },
};

/** Plays a scripted call: real turn-taking, reducer and policy, over facts and probabilities as the script says. */
export function performCall(script: ScriptedCall): readonly CoachEvent[] {
  const call = new CoachedCall(optionsOf(script));
  const turns = new TurnTaking();
  const caller = new Voice(script.stretches.filter(({ who }) => who === 'caller'));
  const agent = new Voice(script.stretches.filter(({ who }) => who === 'agent'));
  const pending = [...script.happenings].sort((a, b) => a.atMs - b.atMs);
  const events: CoachEvent[] = [];
  let objected = false;
  let onHold = false;
  let unheard = false;
  for (let atMs = STEP_MS; atMs <= script.endMs; atMs += STEP_MS) {
    for (let hopMs = atMs - STEP_MS; hopMs < atMs; hopMs += HOP_MS)
      turns.push(caller.speaksAt(hopMs), agent.speaksAt(hopMs), !unheard);
    while (pending[0] !== undefined && pending[0].atMs < atMs) {
      const { what } = pending.shift()!;
      if (what.type === 'unheard') unheard = what.on;
      else if (what.type === 'hold') {
        onHold = what.on;
        turns.setHold(what.on);
      } else if (what.type === 'says') {
        const shown = events.findLast((event) => event.type === 'cue');
        if (shown?.type !== 'cue') throw new Error('nothing was shown that could be answered');
        events.push(...call.apply({ type: 'feedback', cueId: shown.cue.id, verdict: what.verdict }));
      } else {
        if (what.type === 'forget') objected = true;
        events.push(...call.apply(what));
      }
    }
    const customer = caller.factsAt(atMs);
    const emotion: EmotionEvidence = objected
      ? { kind: 'absent', reason: 'objection' }
      : onHold
        ? { kind: 'absent', reason: 'not-speech' }
        : caller.evidenceAt(atMs);
    events.push(
      ...call.observe({ atMs, customer, agent: agent.factsAt(atMs), turns: turns.facts(), emotion }),
    );
  }
  return [...events, ...call.end(0)];
}

/** One party's speech as facts. */
class Voice {
  #spokenMs = 0;
  #lastWindowMs = Number.NEGATIVE_INFINITY;
  readonly #stretches: readonly Stretch[];

  constructor(stretches: readonly Stretch[]) {
    this.#stretches = stretches;
  }

  speaksAt(ms: number): boolean {
    return this.#at(ms) !== undefined;
  }

  factsAt(atMs: number): ChannelFacts {
    const now = this.#at(atMs - 1);
    const last = now ?? this.#stretches.findLast(({ toMs }) => toMs <= atMs);
    if (now !== undefined) this.#spokenMs += STEP_MS;
    const heard = this.#spokenMs >= 500;
    return {
      activity: now === undefined ? 'quiet' : 'speaking',
      content: now === undefined ? 'silence' : 'speech',
      speakingMs: now === undefined ? 0 : atMs - now.fromMs,
      silentMs: now === undefined ? atMs - (last?.toMs ?? 0) : 0,
      windowVoicedMs: heard ? 1500 : 0,
      totalSpeechMs: this.#spokenMs,
      baselineConfidence: Math.min(1, this.#spokenMs / 5000),
      levelDeltaDb: heard ? (last?.manner.louderDb ?? 0) : null,
      f0DeltaSemitones: heard ? (last?.manner.higherSemitones ?? 0) : null,
      f0RangeSemitones: heard ? 6 : null,
      articulationRate: heard ? 5 * (last?.manner.fasterRatio ?? 1) : null,
      articulationRateRatio: heard ? (last?.manner.fasterRatio ?? 1) : null,
      pauseRatio: 0.3,
      noiseFloorDb: last?.manner.noisy ? -38 : -65,
      snrDb: last?.manner.noisy ? 8 : 35,
      lineGainDb: 0,
      voiceQuality: null,
      doubts: [],
    };
  }

  evidenceAt(atMs: number): EmotionEvidence {
    const now = this.#at(atMs - 1);
    if (now === undefined || this.#spokenMs < 750) return { kind: 'absent', reason: 'too-little-speech' };
    if (atMs - this.#lastWindowMs < WINDOW_MS) return { kind: 'absent', reason: 'between-windows' };
    this.#lastWindowMs = atMs;
    return { kind: 'heard', probabilities: HEARD[now.manner.mood] };
  }

  #at(ms: number): Stretch | undefined {
    return this.#stretches.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs);
  }
}

function optionsOf({ site }: ScriptedCall) {
  const options = defaultCoachOptions(['customer', 'agent'], true);
  const off = site['kinds-off']?.split(' ') ?? [];
  const policy: PolicyOptions = {
    ...options.policy,
    kindsOn: CUE_KINDS.filter((kind) => !off.includes(kind)),
    normal: {
      ...options.policy.normal,
      spacingMs: Number(site['spacing-s'] ?? options.policy.normal.spacingMs / 1000) * 1000,
      perCall: Number(site['per-call'] ?? options.policy.normal.perCall),
    },
  };
  return {
    ...options,
    policy,
    bound: site.agent !== 'unbound',
    holdOut: { share: Number(site['hold-out'] ?? 0), seed: 'script' },
    attention: {
      givenAgoMs: (site['cues-s-ago'] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((ago) => Number(ago) * 1000),
      dismissedAgoMs: site['dismissed-s-ago'] === undefined ? null : Number(site['dismissed-s-ago']) * 1000,
      hardCallsInARow: Number(site['hard-calls'] ?? 0),
    },
  };
}
