import type { Random } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { TelephoneLine, Wire } from '../../src/lab/telephones/telephone.js';

/** What is done to one line's messages. Stateful: made anew for each line. */
type Harm = (wires: readonly Wire[], frame: CallFrame) => readonly Wire[];

export type Damage = {
  readonly name: string;
  /** Where evidence is harmed, milliseconds of the call; null = nowhere, or everywhere a little. */
  readonly spanMs: readonly [number, number] | null;
  /** Share of the customer's audio that the damage itself takes. */
  readonly lostShare: number;
  /** Platforms whose messages have what is damaged: numbered JSON, or binary. */
  readonly needs: 'stamps' | 'anything';
  readonly harm: (random: Random) => Harm;
};

type Media = { readonly message: Record<string, unknown>; readonly media: Record<string, unknown> };

function mediaOf(wire: Wire): Media | null {
  if (typeof wire !== 'string' || !wire.includes('"payload"')) return null;
  const message = JSON.parse(wire) as Record<string, unknown>;
  const media = (message.media ?? message) as Record<string, unknown>;
  return typeof media.payload === 'string' ? { message, media } : null;
}

/** Rewrites the numbered messages of a line. */
function edited(edit: (media: Record<string, unknown>, frame: CallFrame) => boolean): Harm {
  return (wires, frame) =>
    wires.flatMap((wire) => {
      const found = mediaOf(wire);
      if (found === null) return [wire];
      return edit(found.media, frame) ? [JSON.stringify(found.message)] : [];
    });
}

const numbered = (value: unknown, by: number): unknown =>
  typeof value === 'number' ? value + by : String(Number(value) + by);

function skew(track: string, byMs: number): Damage {
  return {
    name: `skew ${track} ${byMs} ms`,
    spanMs: null,
    lostShare: 0,
    needs: 'stamps',
    harm: () =>
      edited((media) => {
        if (media.track === track) media.timestamp = numbered(media.timestamp, byMs);
        return true;
      }),
  };
}

/** Everything that a frame is said in waits until `releaseMs` of the call, in order. */
function held(releaseMs: (frame: CallFrame) => number): Harm {
  let queue: { readonly atMs: number; readonly wires: readonly Wire[] }[] = [];
  let lastMs = 0;
  return (wires, frame) => {
    lastMs = Math.max(lastMs, releaseMs(frame));
    queue.push({ atMs: lastMs, wires });
    const due = queue.filter(({ atMs }) => atMs <= frame.startMs);
    queue = queue.slice(due.length);
    return due.flatMap((one) => one.wires);
  };
}

function stall(seconds: number): Damage {
  const fromMs = 40_000;
  const toMs = fromMs + seconds * 1000;
  return {
    name: `stall ${seconds} s`,
    spanMs: [fromMs, toMs],
    lostShare: 0,
    needs: 'anything',
    harm: () => held(({ startMs }) => (startMs >= fromMs && startMs < toMs ? toMs : startMs)),
  };
}

const RESTART_MS = 30_000;

/** What lines suffer, one at a time. */
export const DAMAGES: readonly Damage[] = [
  { name: 'none', spanMs: null, lostShare: 0, needs: 'anything', harm: () => (wires) => wires },
  ...[
    ['inbound', -2_000],
    ['outbound', 1_500],
    ['inbound', 500],
    ['outbound', 30_000],
  ].map(([track, byMs]) => skew(String(track), Number(byMs))),
  {
    name: 'late track',
    spanMs: [0, 2_000],
    lostShare: 0.03,
    needs: 'stamps',
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
    needs: 'stamps',
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
    needs: 'stamps',
    harm: () => (wires, frame) => (frame.index % 10 === 9 ? [...wires, ...wires] : wires),
  },
  {
    name: 'ragged edges',
    spanMs: null,
    lostShare: 0,
    needs: 'anything',
    harm: (random) => {
      const rests = new Map<unknown, Buffer>();
      const cut = (key: unknown, bytes: Uint8Array): Buffer[] => {
        let rest = Buffer.concat([rests.get(key) ?? Buffer.alloc(0), bytes]);
        const pieces: Buffer[] = [];
        for (let size = 1 + Math.floor(random() * 999); size < rest.length; ) {
          pieces.push(rest.subarray(0, size));
          rest = rest.subarray(size);
          size = 1 + Math.floor(random() * 999);
        }
        rests.set(key, rest);
        return pieces;
      };
      return (wires) =>
        wires.flatMap((wire): readonly Wire[] => {
          if (typeof wire !== 'string') return cut('binary', wire);
          const found = mediaOf(wire);
          if (found === null) return [wire];
          const { media } = found;
          return cut(media.track, Buffer.from(String(media.payload), 'base64')).map((piece) => {
            const { chunk: _, timestamp: __, ...plain } = media;
            const say = { ...plain, payload: piece.toString('base64') };
            const { sequenceNumber: ___, sequence_number: ____, ...message } = found.message;
            return JSON.stringify(found.message === media ? say : { ...message, media: say });
          });
        });
    },
  },
  {
    name: 'loss 2 %',
    spanMs: null,
    lostShare: 0.02,
    needs: 'anything',
    harm: (random) => (wires) => (random() < 0.02 ? [] : wires),
  },
  {
    name: 'jitter 500 ms',
    spanMs: null,
    lostShare: 0,
    needs: 'anything',
    harm: (random) => held(({ startMs }) => startMs + (random() < 0.1 ? random() * 500 : 0)),
  },
  stall(5),
  stall(12),
  stall(30),
];

/** The line with its messages harmed on their way. */
export function damagedLine(line: TelephoneLine, harm: Harm): TelephoneLine {
  return new Proxy(line, {
    get(target, name) {
      if (name === 'talk') return (frame: CallFrame) => harm(target.talk(frame), frame);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
