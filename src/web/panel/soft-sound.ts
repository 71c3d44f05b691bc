const LOW_HZ = 392;
const HIGH_HZ = 523;
const LOUDEST = 0.06;

/** Two soft notes, under half a second. Stays silent where the browser wants a click first. */
export function playSoftSound(): void {
  if (!('AudioContext' in window)) return;
  const context = new AudioContext();
  if (context.state === 'suspended') {
    void context.close();
    return;
  }
  const end = [LOW_HZ, HIGH_HZ].reduce((at, hz) => note(context, hz, at), context.currentTime);
  setTimeout(() => void context.close(), (end - context.currentTime) * 1000 + 500);
}

function note(context: AudioContext, hz: number, at: number): number {
  const tone = new OscillatorNode(context, { frequency: hz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(LOUDEST, at, 0.03);
  gain.gain.setTargetAtTime(0, at + 0.1, 0.08);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.6);
  return at + 0.16;
}
