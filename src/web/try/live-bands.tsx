import type { Heard } from './view-history.js';

export const BAND_HEIGHT = 12;

type BandProps = { readonly heard: readonly Heard[]; readonly xOf: (ms: number) => number };

/** How the caller sounds, by colour. */
export function MoodBand({ heard, nowMs, xOf }: BandProps & { readonly nowMs: number }) {
  return (
    <>
      {heard.map(({ atMs, mood }, index) => {
        const end = xOf(heard[index + 1]?.atMs ?? nowMs);
        const x = Math.max(0, xOf(atMs));
        return (
          <rect
            key={atMs}
            class={`live-${mood}`}
            x={x}
            width={Math.max(0, end - x) + 0.3}
            height={BAND_HEIGHT}
          />
        );
      })}
    </>
  );
}

/** When one of the two speaks. */
export function SpeechBand({ heard, who, xOf }: BandProps & { readonly who: 'caller' | 'agent' }) {
  return (
    <>
      {heard.map(({ atMs, speaking, agentSpeaking }, index) => {
        if (!(who === 'caller' ? speaking : agentSpeaking)) return null;
        // A step's facts are of what came before it.
        const from = Math.max(0, xOf(heard[index - 1]?.atMs ?? atMs));
        return (
          <rect
            key={atMs}
            class={`live-${who}`}
            x={from}
            width={Math.max(0, xOf(atMs) - from) + 0.3}
            height={BAND_HEIGHT}
          />
        );
      })}
    </>
  );
}
