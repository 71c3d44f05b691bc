import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { cueFeedEvent } from '../../../src/delivery/cue-feed.js';
import { LANGUAGES } from '../../../src/i18n/language.js';
import { callTimeline } from '../../../src/lab/report/call-timeline.js';
import { timelineReport } from '../../../src/lab/report/timeline-report.js';
import { DeskView } from '../../../src/live/desk-view.js';
import { performCall } from '../../support/perform-call.js';
import { parseScriptedCall } from '../../support/scripted-call.js';

const FOLDER = 'test/fixtures/scenarios';
const CALLS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.call'))
  .map((file) => [file, parseScriptedCall(readFileSync(`${FOLDER}/${file}`, 'utf8'))] as const);

/** "for 5 s", "5 秒": the last of the numbers behind a cue. */
const SECONDS = /(\d+)\s*(?:s\b|秒)/g;
const lastSeconds = (text: string) => Number([...text.matchAll(SECONDS)].at(-1)?.[1]);

function feedOf(events: readonly CoachEvent[], language: (typeof LANGUAGES)[number]): string[] {
  const view = new DeskView({
    callRef: 'c',
    now: () => 0,
    wordingOf: () => undefined,
    sinceHeardMs: () => 0,
  });
  return events.flatMap((event) =>
    event.type !== 'cue' || event.cue.reason.mood === null
      ? []
      : view.event(event).flatMap((message) => {
          const told = cueFeedEvent(message, language);
          return told?.type === 'cue' ? [`${told.reason} ${told.numbers}`] : [];
        }),
  );
}

function reportOf(events: readonly CoachEvent[], language: (typeof LANGUAGES)[number]): string {
  const made = { at: new Date(0), version: '1', model: 'm' };
  const timeline = callTimeline([], events);
  return timelineReport(
    { title: 'call', timeline, notes: [], recordings: [], made, compared: null },
    language,
  );
}

/** What the report prints of each cue, and of the call's tense time. */
function printed(html: string) {
  const cues = [...html.matchAll(/<li><b>[^<]*<\/b> ([^<]*)<\/li>/g)].map(([, text = '']) => text);
  return {
    cues,
    clocks: [...html.matchAll(/\b(\d+):(\d\d)\b/g)].map(([, m, s]) => 60 * Number(m) + Number(s)),
  };
}

describe('how long a caller has been tense', () => {
  it.each(LANGUAGES)('is one figure in cue, feed, summary and report (%s)', (language) => {
    let compared = 0;
    for (const [file, script] of CALLS)
      for (const event of performCall(script)) {
        if (event.type !== 'cue' || event.cue.reason.mood === null || event.atMs >= script.endMs) continue;
        const cut = performCall({ ...script, endMs: event.atMs });
        const summary = cut.findLast((one) => one.type === 'summary');
        // Of a second stretch the cue speaks alone, the summary of both.
        if (summary?.type !== 'summary' || summary.summary.episodes.length > 1) continue;
        const seconds = Number(event.cue.reason.values.seconds);
        const where = `${file} ${event.atMs}`;
        expect(Math.max(1, Math.round(summary.summary.tenseMs / 1000)), where).toBe(seconds);
        expect(lastSeconds(feedOf(cut, language).at(-1)!), where).toBe(seconds);
        const report = printed(reportOf(cut, language));
        expect(report.cues.map(lastSeconds), where).toContain(seconds);
        expect(report.clocks, where).toContain(Math.round(summary.summary.tenseMs / 1000));
        compared += 1;
      }
    expect(compared).toBeGreaterThan(10);
  });
});
