import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channelTracks } from '../../../src/lab/acoustics/channel-tracks.js';
import { countPitchErrors, noPitchCounts } from '../../../src/lab/acoustics/pitch-errors.js';
import { pitchFigures } from '../../../src/lab/acoustics/pitch-figures.js';
import { clipOf, readPitchReference } from '../../../src/lab/acoustics/pitch-reference.js';
import { ClipReader, openSpeechCorpus } from '../../../src/lab/corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../../../src/lab/corpus/telephone-coding.js';
import { DATA_FOLDER, lacks } from '../../support/requirements.js';

describe('pitch errors', () => {
  const reference = {
    corpus: 'made',
    clip: 'up',
    timesMs: Float64Array.of(0, 10, 20, 30, 40),
    f0Hz: Float64Array.of(0, 100, 100, 100, 0),
  };

  it('counts gross, voicing and frame errors as they are defined', () => {
    const counts = noPitchCounts();
    countPitchErrors(reference, { firstMs: 0, stepMs: 10, f0Hz: [80, 119, 121, 0, 0] }, counts);
    expect(pitchFigures(counts)).toEqual({
      grossErrorPercent: 50,
      voicingErrorPercent: 40,
      frameErrorPercent: 60,
    });
  });

  it('takes a constant lag off a track', () => {
    const counts = noPitchCounts();
    countPitchErrors(reference, { firstMs: 0, stepMs: 10, f0Hz: [0, 0, 0, 100, 100, 100, 0] }, counts, {
      lagMs: 20,
    });
    expect(pitchFigures(counts).frameErrorPercent).toBe(0);
  });
});

describe.skipIf(lacks('data'))('the pitch tracker on telephone-coded speech', () => {
  it('keeps gross errors under 4 % and frame errors under 10 %', { timeout: 120_000 }, async () => {
    const corpus = await openSpeechCorpus(join(DATA_FOLDER, 'speech'), 'all');
    const references = await readPitchReference(join(DATA_FOLDER, 'pitch', 'f0-reference.tsv'));
    const reader = new ClipReader(corpus.folder);
    const counts = noPitchCounts();
    for (const [index, reference] of references.entries()) {
      const clip = index % 4 === 0 ? await clipOf(reference, corpus, (one) => reader.rateOf(one)) : null;
      if (clip === null) continue;
      const samples = await reader.read(clip);
      countPitchErrors(
        reference,
        channelTracks(codeForTelephone(samples, lineGain([samples]))).pitch,
        counts,
      );
    }
    const figures = pitchFigures(counts);
    console.info(`${counts.frames} frames:`, figures);
    expect(counts.frames).toBeGreaterThan(5000);
    expect(figures.grossErrorPercent).toBeLessThan(4);
    expect(figures.frameErrorPercent).toBeLessThan(10);
  });
});
