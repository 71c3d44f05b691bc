import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../../src/app/package-root.js';
import { atAnalysisRate } from '../../../src/core/audio/at-analysis-rate.js';
import { readWav } from '../../../src/core/audio/wav.js';
import { reachesTelephoneTop } from '../../../src/lab/acoustics/upper-band.js';

describe('the top of the telephone band', () => {
  const { sampleRateHz, channels } = readWav(readFileSync(DEMO_CALL_PATH));
  const caller = channels[0] as Float32Array;

  it('is reached by a telephone call, and not by the same call recorded at 6 kHz', () => {
    expect(sampleRateHz).toBe(8000);
    expect(reachesTelephoneTop({ sampleRateHz, samples: caller })).toBe(true);
    // Three quarters of its samples, read as 6 kHz: what was above 3 kHz is gone.
    const narrow = { sampleRateHz: 6000, samples: atAnalysisRate(caller, 10_667) };
    expect(reachesTelephoneTop(narrow)).toBe(false);
  });

  it('is not known of silence, nor of a moment', () => {
    expect(reachesTelephoneTop({ sampleRateHz, samples: new Float32Array(80_000) })).toBeNull();
    expect(reachesTelephoneTop({ sampleRateHz, samples: caller.subarray(0, 4_000) })).toBeNull();
  });
});
