import type { Random } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { Wire } from '../../src/lab/telephones/telephone.js';
import type { Harm } from './damage.js';

type Media = { readonly message: Record<string, unknown>; readonly media: Record<string, unknown> };

/** The audio message that a text is, in any dialect of media streams; null = another message, or binary. */
function mediaOf(wire: Wire): Media | null {
  if (typeof wire !== 'string' || !wire.includes('"media"')) return null;
  const message = JSON.parse(wire) as Record<string, unknown>;
  const inner = message.media;
  const media = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : message;
  return payloadKey(media) === null ? null : { message, media };
}

/** RingCX puts the audio itself into `media`. */
function payloadKey(media: Record<string, unknown>): 'payload' | 'media' | null {
  if (typeof media.payload === 'string') return 'payload';
  return typeof media.media === 'string' && media.perspective !== undefined ? 'media' : null;
}

/** Rewrites the numbered messages of a line; false drops one. */
export function edited(edit: (media: Record<string, unknown>, frame: CallFrame) => boolean): Harm {
  return (wires, frame) =>
    wires.flatMap((wire) => {
      const found = mediaOf(wire);
      if (found === null) return [wire];
      return edit(found.media, frame) ? [JSON.stringify(found.message)] : [];
    });
}

export function numbered(value: unknown, by: number): unknown {
  return typeof value === 'number' ? value + by : String(Number(value) + by);
}

/** Everything that a frame is said in waits until `releaseMs` of the call, in order. */
export function heldBack(releaseMs: (frame: CallFrame) => number): Harm {
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

/** Cuts the bytes of each track, whatever its messages were, into pieces of 1 to 999 bytes. */
export function ragged(random: Random): Harm {
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
      const key = found === null ? null : payloadKey(found.media);
      if (found === null || key === null) return [wire];
      const { media } = found;
      return cut(media.track ?? media.perspective, Buffer.from(String(media[key]), 'base64')).map((piece) => {
        // Chunks that were cut again have neither a number nor a time of their own.
        const { chunk: _, timestamp: __, ...plain } = media;
        const say = { ...plain, [key]: piece.toString('base64') };
        const { sequenceNumber: ___, sequence_number: ____, ...message } = found.message;
        return JSON.stringify(found.message === media ? say : { ...message, media: say });
      });
    });
}
