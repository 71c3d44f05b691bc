import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

/** Three notes of a chord, Hz, and how long each is the loudest. */
const CHORD_HZ = [262, 330, 392];
const BEAT_MS = 400;
const AMPLITUDE = 0.12;

/** The recording with a tune on the customer's leg while the call is on hold, and nothing on the agent's. */
export function withHoldMusic(
  { sampleRateHz, voices }: TwoPartyRecording,
  [fromMs, toMs]: readonly [number, number],
): TwoPartyRecording {
  const customer = voices.customer.slice();
  const agent = voices.agent.slice();
  const to = Math.round((toMs * sampleRateHz) / 1000);
  for (let n = Math.round((fromMs * sampleRateHz) / 1000); n < to && n < customer.length; n++) {
    const beat = Math.floor((n * 1000) / sampleRateHz / BEAT_MS);
    customer[n] = CHORD_HZ.reduce((sum, hz, note) => {
      const share = beat % CHORD_HZ.length === note ? 0.6 : 0.2;
      return sum + AMPLITUDE * share * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
    }, 0);
    if (n < agent.length) agent[n] = 0;
  }
  return { sampleRateHz, voices: { customer, agent } };
}
