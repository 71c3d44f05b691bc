import { describe, expect, it } from 'vitest';
import { analysisRow } from '../../../src/lab/exports/analysis-row.js';
import type { CallAnalysis } from '../../../src/lab/exports/call-analysis.js';
import { EXPORT_FORMATS } from '../../../src/lab/exports/export-formats.js';

const analysis: CallAnalysis = {
  name: 'a "call", loud.wav',
  id: 'a_"call",_loud',
  durationMs: 10_000,
  summary: null,
  intervals: [
    { tier: 'mood', fromMs: 0, toMs: 4_000, label: 'unsure', reason: null },
    { tier: 'caller', fromMs: 500, toMs: 2_500, label: 'caller', reason: null },
    { tier: 'mood', fromMs: 4_000, toMs: 10_000, label: 'angry', reason: null },
    { tier: 'cue', fromMs: 5_000, toMs: 9_000, label: 'breath', reason: 'Louder, by "11 dB" & <more>' },
  ],
};

function written(format: string): string {
  const found = EXPORT_FORMATS.find(({ name }) => name === format)!;
  return `${found.header ?? ''}${found.write(analysis)}`;
}

describe('an analysed call', () => {
  it('is JSON Lines that fit the published schema', () => {
    const rows = written('jsonl')
      .trim()
      .split('\n')
      .map((line) => analysisRow.parse(JSON.parse(line)));
    expect(rows.map(({ type }) => type)).toEqual(['call', 'interval', 'interval', 'interval', 'interval']);
    expect(rows[0]).toMatchObject({ file: analysis.name, emotionClaimed: false });
  });

  it('is a table in which names and reasons stay one field', () => {
    const lines = written('csv').trim().split('\r\n');
    expect(lines[0]).toBe('file,tier,label,from_s,to_s,reason');
    expect(lines[4]).toBe('"a ""call"", loud.wav",cue,breath,5.000,9.000,"Louder, by ""11 dB"" & <more>"');
  });

  it('is a TextGrid whose tiers have no hole', () => {
    const text = written('textgrid');
    const tiers = text.split('class = "IntervalTier"').slice(1);
    expect(tiers.length).toBe(3);
    for (const tier of tiers) {
      const bounds = [...tier.matchAll(/xm(?:in|ax) = ([\d.]+)/g)].map(([, value]) => Number(value)).slice(2);
      expect(bounds[0]).toBe(0);
      expect(bounds.at(-1)).toBe(10);
      for (let at = 1; at + 1 < bounds.length; at += 2) expect(bounds[at + 1]).toBe(bounds[at]);
    }
    expect(text).toContain('text = "breath: Louder, by ""11 dB"" & <more>"');
  });

  it('is Audacity labels, RTTM of speech alone, and ELAN whose slots exist', () => {
    expect(written('audacity').split('\n')[1]).toBe('0.500\t2.500\tcaller caller');
    expect(written('rttm')).toBe('SPEAKER a_"call",_loud 1 0.500 2.000 <NA> <NA> caller <NA> <NA>\n');
    const xml = written('elan');
    const slots = new Set([...xml.matchAll(/TIME_SLOT_ID="(ts\d+)"/g)].map(([, id]) => id));
    const used = [...xml.matchAll(/TIME_SLOT_REF\d="([^"]*)"/g)].map(([, id]) => id);
    expect(used.length).toBe(8);
    expect(used.every((id) => slots.has(id))).toBe(true);
    expect(xml).toContain('&amp; &lt;more&gt;');
  });
});
