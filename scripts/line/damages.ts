import type { Telephone } from '../../src/lab/telephones/telephone.js';
import type { Act, Damage, Harm } from './damage.js';
import { withHoldMusic } from './hold-music.js';
import { edited, heldBack, numbered, ragged } from './wire-harms.js';

/** Platforms whose audio messages carry a time, and those that number their chunks. */
const STAMPED = new Set(['twilio', 'signalwire', 'talkdesk', 'telnyx', 'plivo', 'kazoo']);
const NUMBERED = new Set([...STAMPED, 'fonoster', 'exotel']);
/** Platforms whose protocol has a word for a hold or a pause. */
const HOLDING = new Set(['native', 'audiohook']);

const anything = () => true;
const isStamped = ({ name }: Telephone) => STAMPED.has(name);
const hasBothParties = ({ layouts }: Telephone) => layouts.some((layout) => layout !== 'customer');
const unharmed = (): Harm => (wires) => wires;

/** One party's stamps run apart from the other's by so much, all the time. */
function skew(track: 'inbound' | 'outbound', byMs: number): Damage {
  return {
    name: `skew ${track} ${byMs / 1000} s`,
    spanMs: null,
    lostShare: 0,
    suits: isStamped,
    harm: () =>
      edited((media) => {
        if (media.track === track) media.timestamp = numbered(media.timestamp, byMs);
        return true;
      }),
  };
}

const CALL_MS = 77_800;

/** Nothing comes for so long, then everything at once. */
function stall(fromMs: number, seconds: number): Damage {
  const toMs = fromMs + seconds * 1000;
  return {
    name: `stall ${seconds} s at ${fromMs / 1000} s`,
    spanMs: [fromMs, toMs],
    lostShare: 0,
    suits: anything,
    harm: () => heldBack(({ startMs }) => (startMs >= fromMs && startMs < toMs ? toMs : startMs)),
  };
}

/** Over the caller's outburst, so that a cue whose evidence is on hold, or just after, would show. */
const HOLD_MS = [24_000, 36_000] as const;

function hold(by: Act['by']): Damage {
  const [fromMs, toMs] = HOLD_MS;
  return {
    name: `hold by ${by}`,
    spanMs: HOLD_MS,
    lostShare: (toMs - fromMs) / CALL_MS,
    suits: ({ name }) => by !== 'protocol' || HOLDING.has(name),
    harm: unharmed,
    recording: (recording) => withHoldMusic(recording, HOLD_MS),
    acts: [
      { atMs: fromMs, what: 'hold', by },
      { atMs: toMs, what: 'resume', by },
    ],
  };
}

const RESTART_MS = 30_000;
/** While the agent speaks: what the caller's own start is made of is all heard. */
const REJOIN_MS = 11_500;

/** The damages that are tried, one at a time. */
export const DAMAGES: readonly Damage[] = [
  { name: 'none', spanMs: null, lostShare: 0, suits: anything, harm: unharmed },
  skew('inbound', -2_000),
  skew('inbound', 500),
  skew('inbound', 30_000),
  skew('inbound', -30_000),
  skew('outbound', -500),
  skew('outbound', 1_500),
  skew('outbound', 7_000),
  skew('outbound', 30_000),
  {
    name: 'late track',
    spanMs: [0, 2_000],
    lostShare: 2_000 / CALL_MS,
    suits: isStamped,
    harm: () =>
      edited((media, { startMs }) => {
        if (media.track !== 'inbound') return true;
        media.timestamp = numbered(media.timestamp, -2_000);
        return startMs >= 2_000;
      }),
  },
  {
    name: 'restarted numbers',
    spanMs: null,
    lostShare: 0,
    suits: ({ name }) => NUMBERED.has(name),
    harm: () => {
      let chunks = 0;
      return edited((media, { startMs }) => {
        if (startMs < RESTART_MS) return true;
        if (media.track !== 'outbound') chunks += 1;
        media.chunk = numbered(0, chunks);
        media.timestamp = numbered(media.timestamp, -RESTART_MS);
        return true;
      });
    },
  },
  {
    name: 'duplicates',
    spanMs: null,
    lostShare: 0,
    suits: ({ name }) => NUMBERED.has(name),
    harm: () => (wires, frame) => (frame.index % 10 === 9 ? [...wires, ...wires] : wires),
  },
  {
    name: 'ragged edges',
    spanMs: null,
    lostShare: 0,
    suits: anything,
    harm: ragged,
    refusedAs: 'audio.frame-torn',
  },
  {
    name: 'loss 2 %',
    spanMs: null,
    lostShare: 0.02,
    suits: anything,
    harm: (random) => (wires) => (random() < 0.02 ? [] : wires),
  },
  {
    name: 'jitter 500 ms',
    spanMs: null,
    lostShare: 0,
    suits: anything,
    harm: (random) => heldBack(({ startMs }) => startMs + (random() < 0.1 ? random() * 500 : 0)),
  },
  stall(40_000, 5),
  stall(26_000, 12),
  stall(40_000, 30),
  hold('protocol'),
  hold('rest'),
  hold('panel'),
  {
    name: 'transfer',
    spanMs: [10_000, 10_000],
    lostShare: 0,
    suits: anything,
    harm: unharmed,
    acts: [{ atMs: 10_000, what: 'transfer', by: 'rest' }],
  },
  {
    name: 'rejoin',
    spanMs: [REJOIN_MS, REJOIN_MS + 2_000],
    lostShare: 2_000 / CALL_MS,
    suits: anything,
    harm: unharmed,
    rejoinsAtMs: REJOIN_MS,
  },
  ...(['customer', 'agent'] as const).map(
    (alone): Damage => ({
      name: `${alone} alone`,
      spanMs: null,
      lostShare: 0,
      suits: hasBothParties,
      harm: unharmed,
      alone,
    }),
  ),
];
