/** The WebSocket subprotocol of the live view: audio up, what is heard in it down. Nothing of it is kept. */
export const LIVE_VIEW_PROTOCOL = 'evenkeel.try.v1';

/** What the live view is told of its own audio, at a position of it. */
export type LiveViewMessage =
  | { readonly type: 'ready' }
  | {
      readonly type: 'heard';
      readonly atMs: number;
      readonly speaking: boolean;
      readonly levelDeltaDb: number | null;
      readonly f0DeltaSemitones: number | null;
      readonly articulationRate: number | null;
      readonly mood: string;
    }
  | {
      readonly type: 'cue';
      readonly atMs: number;
      readonly kind: string;
      readonly reason: {
        readonly key: string;
        readonly values: Readonly<Record<string, number | string>>;
      };
    }
  | { readonly type: 'error'; readonly code: string; readonly text: string };
