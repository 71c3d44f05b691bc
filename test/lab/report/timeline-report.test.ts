import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import type { Cue } from '../../../src/core/cues/cue.js';
import { callTimeline } from '../../../src/lab/report/call-timeline.js';
import { comparedRun } from '../../../src/lab/report/compared-run.js';
import type { SideContour } from '../../../src/lab/report/spans.js';
import { type CallReport, timelineReport } from '../../../src/lab/report/timeline-report.js';

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

function cueAt(atMs: number): CoachEvent {
  const cue: Cue = {
    id: `c${atMs}`,
    kind: 'breath',
    step: 'soothe',
    atMs,
    expiresAtMs: atMs + 10_000,
    reason: {
      key: 'louder-higher',
      values: { levelDb: 7, semitones: 3, seconds: 9, mood: 'tense' },
      mood: null,
    },
  };
  return { type: 'cue', atMs, cue };
}

function reportOf(timeline: CallReport['timeline'], title = 'call'): CallReport {
  const made = { at: new Date('2026-11-28T12:00:00Z'), version: '1.2.3', model: 'abcd1234' };
  return { title, timeline, notes: [], recordings: [], made, compared: null };
}

/** What of a page people see: neither styles nor script. */
function markupOf(page: string): string {
  return page.slice(page.indexOf('<body>'), page.indexOf('<script'));
}

describe('the timeline of a call', () => {
  const timeline = callTimeline(
    [side('customer', '####..####'), side('agent', '..#..##..#')],
    [cueAt(4_000)],
  );

  it('finds where both sides speak', () => {
    expect(timeline.overlaps).toEqual([
      { fromMs: 2_000, toMs: 3_000 },
      { fromMs: 6_000, toMs: 7_000 },
      { fromMs: 9_000, toMs: 10_000 },
    ]);
  });

  it('is a page that stands alone, with the picture and the same as a table', () => {
    const page = timelineReport(reportOf(timeline, 'a <call> & "more"'), 'en');
    expect(page.slice(0, page.indexOf('<script'))).not.toMatch(/(src|href)=|@import|url\(/);
    expect(page).toContain('<title>a &lt;call&gt; &amp; &quot;more&quot;</title>');
    expect(page).toContain('left:40.000%');
    expect(page.match(/<rect class="speech customer"/g)).toHaveLength(2);
    expect(page.match(/<tr><th scope="row">\d/g)).toHaveLength(2);
    expect(page).toMatch(/<td>One slow breath\..*7\u00a0dB louder/);
    expect(page).toContain('Made on 28 November 2026 by Evenkeel 1.2.3, model abcd1234.');
  });

  it('has axes in units that people read: hertz beside semitones, decibels', () => {
    const page = timelineReport(reportOf(timeline), 'en');
    expect(page).toContain('>220\u00a0Hz · 36\u00a0st<');
    expect(page).toContain('>−30\u00a0dBFS<');
  });

  it('names the recording by its name alone, and lets nothing of it into the page’s markup', () => {
    const page = timelineReport({ ...reportOf(timeline), recordings: ['a "b" & c.wav'] }, 'en');
    expect(page).toContain('src="a%20%22b%22%20%26%20c.wav"');
    expect(page).toContain('Open a &quot;b&quot; &amp; c.wav to hear it');
  });

  it('draws another run beside it, and lists the cues that differ', () => {
    const other = comparedRun('<old>.jsonl', [cueAt(4_800), cueAt(8_000)], timeline.durationMs);
    const page = timelineReport({ ...reportOf(timeline), compared: other }, 'en');
    expect(page).toContain('Compared with &lt;old&gt;.jsonl');
    expect(page).toMatch(/In both, within one second<\/th><td>0:04 One slow breath</);
    expect(page).toMatch(/Only in the other run<\/th><td>0:08 One slow breath</);
    expect(page).toContain('Caller sounds (the other run)');
  });

  it('folds the table and, of many cues, all but the first', () => {
    const many = Array.from({ length: 40 }, (_, index) => cueAt(index * 200));
    const page = timelineReport(reportOf(callTimeline(timeline.sides, many)), 'en');
    expect(page).toContain('<summary>28 more cues</summary>');
    expect(page).toMatch(/<details><summary><h2>As a table/);
  });

  it('claims nothing of a party where both are on one channel', () => {
    const page = timelineReport(reportOf(callTimeline([side('mixed', '##..##....')], [])), 'en');
    expect(page).toContain('Both voices are on one channel');
    expect(markupOf(page)).not.toMatch(/Caller|Agent|Both speak|strain|not sure|anger/);
    expect(page).toContain('<th scope="col">Speech, s</th>');
    expect(page).toMatch(/0:00<\/th><td>3\.0<.*0:05<\/th><td>1\.0</);
  });

  it('says why there is no cue', () => {
    const silent = callTimeline(timeline.sides, []);
    const page = timelineReport({ ...reportOf(silent), notes: [{ kind: 'silent-caller' }] }, 'en');
    expect(page).toMatch(/<p>No cues\.<\/p><p>The caller’s channel holds no speech\./);
  });

  it('joins no stroke over a leap of an octave', () => {
    const leaping = {
      ...side('customer', '##'),
      f0Semitones: Array.from({ length: 200 }, (_, i) => (i < 100 ? 24 : 36)),
    };
    const page = timelineReport(reportOf(callTimeline([leaping], [])), 'en');
    const drawn = /class="f0 customer" d="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(drawn.match(/M/g)).toHaveLength(2);
  });

  it('speaks Chinese to the last word where it is asked to', () => {
    const page = timelineReport(reportOf(timeline, ''), 'zh-CN');
    expect(page).toContain('慢慢呼吸一次');
    const words = markupOf(page)
      .replaceAll(/<[^>]*>/g, ' ')
      .match(/[A-Za-z]{3,}/g);
    expect(words?.filter((word) => !['dBFS', 'nbsp', 'Evenkeel', 'abcd', 'Ctrl'].includes(word))).toEqual([]);
  });
});
