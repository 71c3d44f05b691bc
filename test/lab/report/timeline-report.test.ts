import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import type { Cue } from '../../../src/core/cues/cue.js';
import { callTimeline, type SideContour } from '../../../src/lab/report/call-timeline.js';
import { timelineReport } from '../../../src/lab/report/timeline-report.js';

/** Ten seconds; `speaking` tells for each second whether the side speaks. */
function side(role: SideContour['role'], speaking: string): SideContour {
  const hops = [...speaking].flatMap((on) => Array.from({ length: 100 }, () => (on === '#' ? 1 : 0)));
  return {
    role,
    hopMs: 10,
    speaking: hops,
    f0Semitones: hops.map((on) => on * 36),
    levelDb: hops.map((on) => (on ? -20 : -70)),
  };
}

const CUE: Cue = {
  id: 'c1',
  kind: 'breath',
  step: 'soothe',
  atMs: 4_000,
  expiresAtMs: 14_000,
  reason: {
    key: 'louder-higher',
    values: { levelDb: 7, semitones: 3, seconds: 9, mood: 'tense' },
    mood: null,
  },
};
const EVENTS: readonly CoachEvent[] = [{ type: 'cue', atMs: 4_000, cue: CUE }];

describe('the timeline of a call', () => {
  const timeline = callTimeline([side('customer', '####..####'), side('agent', '..#..##..#')], EVENTS);

  it('finds where both sides speak', () => {
    expect(timeline.overlaps).toEqual([
      { fromMs: 2_000, toMs: 3_000 },
      { fromMs: 6_000, toMs: 7_000 },
      { fromMs: 9_000, toMs: 10_000 },
    ]);
  });

  it('is a page that stands alone, with the picture and the same as a table', () => {
    const page = timelineReport(timeline, 'a <call> & "more"', 'en');
    expect(page).not.toMatch(/(src|href)=|@import|url\(/);
    expect(page).toContain('<title>a &lt;call&gt; &amp; &quot;more&quot;</title>');
    expect(page).toContain('left:40.000%');
    expect(page.match(/<rect class="speech customer"/g)).toHaveLength(2);
    expect(page.match(/<tr><th scope="row">/g)).toHaveLength(2);
    expect(page).toMatch(/<td>One slow breath\..*7\u00a0dB louder/);
  });

  it('claims nothing of a party where both are on one channel', () => {
    const page = timelineReport(callTimeline([side('mixed', '##..##....')], []), 'call', 'en');
    expect(page).toContain('Both parties are on one channel');
    expect(page).not.toMatch(/Caller|Agent|Overlap|strain|not sure/);
    expect(page).toContain('<th scope="col">Speech, s</th>');
    expect(page).toMatch(/0:00<\/th><td>3\.0<.*0:05<\/th><td>1\.0</);
  });

  it('joins no stroke over a leap of an octave', () => {
    const leaping = {
      ...side('customer', '##'),
      f0Semitones: Array.from({ length: 200 }, (_, i) => (i < 100 ? 24 : 36)),
    };
    const page = timelineReport(callTimeline([leaping], []), 'call', 'en');
    const drawn = /class="f0 customer" d="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(drawn.match(/M/g)).toHaveLength(2);
  });

  it('speaks Chinese where it is asked to', () => {
    expect(timelineReport(timeline, 'call', 'zh-CN')).toContain('慢慢呼吸一次');
  });
});
