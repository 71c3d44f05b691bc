const RATE_HZ = 8000;

export type BuzzingVoice = {
  readonly durationMs: number;
  readonly startMs: number;
  readonly onMs: number;
  readonly offMs: number;
  readonly f0Hz: number;
  /** Higher and louder from here on. */
  readonly raisedFromMs?: number;
};

/** A voice-like buzz of harmonics, in syllables, that comes and goes; 8 kHz mono. */
export function buzzingVoice(voice: BuzzingVoice): Float32Array {
  const samples = new Float32Array((voice.durationMs * RATE_HZ) / 1000);
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    const ms = (i * 1000) / RATE_HZ;
    const raised = ms >= (voice.raisedFromMs ?? Number.POSITIVE_INFINITY) ? 1 : 0;
    if (ms < voice.startMs || (ms - voice.startMs) % (voice.onMs + voice.offMs) > voice.onMs) continue;
    const hz = voice.f0Hz * (1 + 0.4 * raised) * (1 + 0.05 * Math.sin(ms / 300));
    phase += (2 * Math.PI * hz) / RATE_HZ;
    let value = 0;
    for (let h = 1; h < 16; h++) value += Math.sin(h * phase) / h;
    samples[i] = value * (0.08 + 0.15 * raised) * (0.6 + 0.4 * Math.sin(ms / 60));
  }
  return samples;
}
