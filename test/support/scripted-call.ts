import type { CallerMood } from '../../src/core/call/call-state.js';
import type { SuppressionReason } from '../../src/core/cues/coach-event.js';
import type { CallInput } from '../../src/core/cues/coached-call.js';
import { CUE_KINDS, type CueKind } from '../../src/core/cues/cue.js';

/** How a stretch of speech sounds. */
export type Manner = {
  readonly mood: CallerMood | 'happy';
  readonly louderDb: number;
  readonly higherSemitones: number;
  readonly fasterRatio: number;
  readonly noisy: boolean;
};

export type Stretch = {
  readonly who: 'caller' | 'agent';
  readonly fromMs: number;
  readonly toMs: number;
  readonly manner: Manner;
};

type Happening =
  | { readonly type: 'hold'; readonly on: boolean }
  /** Audio is missing on the line: nobody is heard, which is not to say that nobody speaks. */
  | { readonly type: 'unheard'; readonly on: boolean }
  | { readonly type: 'says'; readonly verdict: 'not-now' | 'wrong' | 'helped' | 'seen' }
  | CallInput;

export type Expectation =
  | {
      readonly type: 'cue';
      readonly kind: CueKind;
      readonly fromMs: number;
      readonly toMs: number;
      readonly because: string | null;
    }
  | {
      readonly type: 'withheld';
      readonly kind: CueKind;
      readonly fromMs: number;
      readonly toMs: number;
      readonly why: SuppressionReason;
    }
  | {
      readonly type: 'ended';
      readonly kind: CueKind;
      readonly fromMs: number;
      readonly toMs: number;
      readonly why: string;
    }
  | { readonly type: 'mood'; readonly mood: CallerMood; readonly fromMs: number; readonly toMs: number }
  | { readonly type: 'after-call'; readonly kind: CueKind };

/** A call written down: who speaks when and how, what else happens, and the cues that must come: these and no others. */
export type ScriptedCall = {
  readonly title: string;
  readonly practice: string;
  readonly endMs: number;
  readonly stretches: readonly Stretch[];
  readonly happenings: readonly { readonly atMs: number; readonly what: Happening }[];
  readonly site: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
};

const SPAN = String.raw`(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)`;

/** What has been read so far of a script. */
type Draft = {
  title: string;
  practice: string;
  endMs: number;
  readonly stretches: Stretch[];
  readonly happenings: { atMs: number; what: Happening }[];
  readonly site: Record<string, string>;
  readonly expectations: Expectation[];
};

/** The lines of the format, in the order in which they are tried. */
const LINES: readonly (readonly [RegExp, (draft: Draft, match: RegExpMatchArray) => void])[] = [
  [
    /^call: (.+)$/,
    (draft, match) => {
      draft.title = match[1]!;
    },
  ],
  [
    /^practice: (.+)$/,
    (draft, match) => {
      draft.practice = match[1]!;
    },
  ],
  [
    /^(?:site|before) ([\w-]+) (.+)$/,
    (draft, match) => {
      draft.site[match[1]!] = match[2]!;
    },
  ],
  [
    /^ends at (\d+)$/,
    (draft, match) => {
      draft.endMs = seconds(match[1]);
    },
  ],
  [
    new RegExp(`^${SPAN}\\s+(caller|agent)\\s*(.*)$`),
    (draft, match) => {
      const who = match[3] as Stretch['who'];
      draft.stretches.push({ ...spanOf(match), who, manner: mannerOf(match[4]!) });
    },
  ],
  [
    new RegExp(`^expect ${SPAN} (\\w+) ([\\w-]+)(?: (?:because|for) ([\\w-]+))?$`),
    (draft, match) => draft.expectations.push(expectationOf(match)),
  ],
  [
    /^expect after the call (reset|warm-close)$/,
    (draft, match) => draft.expectations.push({ type: 'after-call', kind: kindOf(match[1]!) }),
  ],
  [
    /^(\d+(?:\.\d+)?)\s+(.+)$/,
    (draft, match) => draft.happenings.push({ atMs: seconds(match[1]), what: happeningOf(match[2]!) }),
  ],
];

/** Reads the format that `test/fixtures/scenarios/README.md` describes. Throws with the line that it cannot read. */
export function parseScriptedCall(text: string): ScriptedCall {
  const draft: Draft = {
    title: '',
    practice: '',
    endMs: 0,
    stretches: [],
    happenings: [],
    site: {},
    expectations: [],
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (line === '') continue;
    const row = LINES.find(([pattern]) => pattern.test(line));
    if (row === undefined) throw new Error(`line ${index + 1}: cannot read "${line}"`);
    row[1](draft, line.match(row[0])!);
  }
  const endMs = Math.max(draft.endMs, ...draft.stretches.map(({ toMs }) => toMs));
  return { ...draft, endMs };
}

function spanOf(match: RegExpMatchArray): { fromMs: number; toMs: number } {
  return { fromMs: seconds(match[1]), toMs: seconds(match[2]) };
}

function seconds(text: string | undefined): number {
  return Math.round(Number(text) * 1000);
}

function mannerOf(text: string): Manner {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const numberAfter = (name: string, otherwise: number) => {
    const at = words.indexOf(name);
    return at < 0 ? otherwise : Number(words[at + 1]);
  };
  const moods = ['calm', 'tense', 'angry', 'anxious', 'unsure', 'happy'] as const;
  return {
    mood: moods.find((mood) => words.includes(mood)) ?? 'calm',
    louderDb: numberAfter('louder', 0),
    higherSemitones: numberAfter('higher', 0),
    fasterRatio: numberAfter('faster', 1),
    noisy: words.includes('noisy'),
  };
}

function happeningOf(text: string): Happening {
  const [word, rest = '', third = ''] = text.split(/\s+/);
  const on = rest === 'on';
  switch (word) {
    case 'hold':
    case 'unheard':
    case 'pause':
    case 'mute':
    case 'stale':
      return { type: word, on };
    case 'bound':
    case 'unbound':
      return { type: 'bound', on: word === 'bound' };
    case 'objection':
      return { type: 'forget', why: 'objection' };
    case 'says':
      return { type: 'says', verdict: rest as 'not-now' };
    case 'settings':
      return {
        type: 'settings',
        settings: {
          quiet: rest === 'quiet',
          fewerCues: rest === 'fewer',
          kindsOff: rest === 'without' ? [kindOf(third)] : [],
        },
      };
    default:
      throw new Error(`no such happening: ${text}`);
  }
}

function expectationOf(match: RegExpMatchArray): Expectation {
  const [, , , type, what, reason] = match;
  const span = spanOf(match);
  switch (type) {
    case 'cue':
      return { type, kind: kindOf(what!), because: reason ?? null, ...span };
    case 'withheld':
      return { type, kind: kindOf(what!), why: reason as SuppressionReason, ...span };
    case 'ended':
      return { type, kind: kindOf(what!), why: reason!, ...span };
    case 'mood':
      return { type, mood: what as CallerMood, ...span };
    default:
      throw new Error(`no such expectation: ${type}`);
  }
}

function kindOf(text: string): CueKind {
  const kind = CUE_KINDS.find((one) => one === text);
  if (kind === undefined) throw new Error(`no such cue: ${text}`);
  return kind;
}
