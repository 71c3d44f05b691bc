import { describe, expect, it } from 'vitest';
import { encodeFrame, mixVoices } from '../../../src/lab/telephones/encode-frame.js';
import { framesOf, recordingMs } from '../../../src/lab/telephones/two-party-recording.js';

const recording = {
  sampleRateHz: 8000,
  voices: { customer: new Float32Array(400).fill(0.5), agent: new Float32Array(160).fill(-0.25) },
};

describe('frames of a recording', () => {
  it('cuts whole frames in order and fills the shorter side with silence', () => {
    const frames = [...framesOf(recording, 20)];
    expect(recordingMs(recording)).toBe(50);
    expect(frames.map(({ index, startMs }) => [index, startMs])).toEqual([
      [0, 0],
      [1, 20],
      [2, 40],
    ]);
    expect(frames[2]?.voices.customer.filter((sample) => sample !== 0)).toHaveLength(80);
    expect(frames[1]?.voices.agent.every((sample) => sample === 0)).toBe(true);
  });

  it('interleaves in the order asked for', () => {
    const [frame] = framesOf(recording, 20);
    if (!frame) throw new Error('no frame');
    const stereo = new Int16Array(encodeFrame(frame, ['agent', 'customer'], 'l16').buffer);
    expect([...stereo.subarray(0, 4)]).toEqual([-8192, 16384, -8192, 16384]);
    expect(encodeFrame(frame, ['customer'], 'pcmu')).toHaveLength(160);
    expect(mixVoices(frame)[0]).toBeCloseTo(0.125);
  });
});
