import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

/** The caller's outburst in the demo call, milliseconds; its two halves with the agent's words between. */
const OUTBURST_MS = [
  [27_500, 41_200],
  [42_300, 49_600],
] as const;
/** So much faster it is said, and higher with it. */
const FASTER = 1.25;

/**
 * The demo call with an outburst that nobody could miss. As it ships, its cue comes between 31 and 46 s depending on where
 * the model's windows happen to fall in the words: a cue that damage moves could not be told from one that chance moved.
 */
export function withClearOutburst({ sampleRateHz, voices }: TwoPartyRecording): TwoPartyRecording {
  const said = voices.customer;
  const customer = said.slice();
  for (const [fromMs, toMs] of OUTBURST_MS) {
    const from = Math.round((fromMs * sampleRateHz) / 1000);
    const length = Math.min(said.length, Math.round((toMs * sampleRateHz) / 1000)) - from;
    for (let n = 0; n < length; n++) {
      // Said again from its beginning where it would be over early.
      const at = from + ((n * FASTER) % (length - 1));
      const before = Math.floor(at);
      customer[from + n] = said[before]! + (at - before) * (said[before + 1]! - said[before]!);
    }
  }
  return { sampleRateHz, voices: { ...voices, customer } };
}
