import { expect, it } from 'vitest';
import { ChannelFeatures } from '../../../src/core/features/channel-features.js';
import { LLD_NAMES, WINDOW_FRAMES } from '../../../src/core/features/feature-schema.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

it('a window is the newest complete rows, oldest first, and stays what it was when taken', () => {
  const rows: Float32Array[] = [];
  const features = new ChannelFeatures({ detail: 'full', onFrame: (row) => rows.push(row.slice()) });
  const voice = buzzingVoice({ durationMs: 9000, startMs: 200, onMs: 300, offMs: 60, f0Hz: 140 });
  for (let hop = 0; hop < 900; hop++) {
    features.push(voice.subarray(hop * 80, hop * 80 + 80), false);
    if (hop % 77 !== 0) continue;
    const window = features.window(0)!;
    const wanted = new Float32Array(WINDOW_FRAMES * LLD_NAMES.length);
    const newest = rows.slice(-WINDOW_FRAMES);
    for (const [i, row] of newest.entries())
      wanted.set(row, (WINDOW_FRAMES - newest.length + i) * LLD_NAMES.length);
    expect(window.sequence).toEqual(wanted);
  }
  const early = features.window(0)!;
  const late = features.window(0)!;
  const functionals = early.functionals.slice();
  for (let hop = 0; hop < 300; hop++) features.push(voice.subarray(hop * 80, hop * 80 + 80), false);
  expect(late.functionals).toEqual(functionals);
  expect(features.window(0)!.functionals).not.toEqual(functionals);
});
