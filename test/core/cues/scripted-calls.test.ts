import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallerMood } from '../../../src/core/call/call-state.js';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { performCall } from '../../support/perform-call.js';
import { type Expectation, parseScriptedCall, type ScriptedCall } from '../../support/scripted-call.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/scenarios');
const calls = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.call'))
  .map((name) => ({ name, script: parseScriptedCall(readFileSync(join(FOLDER, name), 'utf8')) }));

const inside = (atMs: number, { fromMs, toMs }: { fromMs: number; toMs: number }) =>
  atMs >= fromMs && atMs <= toMs;

/** What came, in the words of the format, so that a failure reads like the script. */
function told(events: readonly CoachEvent[]): string[] {
  const kinds = new Map(
    events.flatMap((event) => (event.type === 'cue' ? [[event.cue.id, event.cue.kind]] : [])),
  );
  return events.flatMap((event) => {
    const at = (event.atMs / 1000).toFixed(2);
    if (event.type === 'cue') return [`${at} cue ${event.cue.kind} because ${event.cue.reason.key}`];
    if (event.type === 'withheld') return [`${at} withheld ${event.kind} for ${event.why}`];
    if (event.type === 'cue-ended') return [`${at} ended ${kinds.get(event.cueId)} for ${event.why}`];
    return event.type === 'state' ? [`${at} mood ${event.state.mood}`] : [];
  });
}

function moodsIn(events: readonly CoachEvent[], span: { fromMs: number; toMs: number }): Set<CallerMood> {
  return new Set(
    events.flatMap((event) => (event.type === 'state' && inside(event.atMs, span) ? [event.state.mood] : [])),
  );
}

function meets(events: readonly CoachEvent[], expected: Expectation): boolean {
  switch (expected.type) {
    case 'mood':
      return moodsIn(events, expected).has(expected.mood);
    case 'withheld':
      return events.some(
        (event) =>
          event.type === 'withheld' &&
          event.kind === expected.kind &&
          event.why === expected.why &&
          inside(event.atMs, expected),
      );
    case 'ended': {
      const ids = events.flatMap((event) =>
        event.type === 'cue' && event.cue.kind === expected.kind ? [event.cue.id] : [],
      );
      return events.some(
        (event) =>
          event.type === 'cue-ended' &&
          ids.includes(event.cueId) &&
          event.why === expected.why &&
          inside(event.atMs, expected),
      );
    }
    case 'cue':
    case 'after-call':
      return true;
  }
}

describe('Scripted calls', () => {
  it.each(calls)('$name: $script.title', ({ script }) => {
    const events = performCall(script);
    const shown = events.flatMap((event) => (event.type === 'cue' ? [event.cue] : []));
    const wanted = script.expectations.filter(
      (one): one is Extract<Expectation, { type: 'cue' | 'after-call' }> =>
        one.type === 'cue' || one.type === 'after-call',
    );
    const story = told(events).join('\n');
    expect(
      shown.map(({ kind }) => kind),
      story,
    ).toEqual(wanted.map(({ kind }) => kind));
    for (const [index, one] of wanted.entries()) {
      const cue = shown[index]!;
      if (one.type === 'after-call') expect(cue.atMs, story).toBe(script.endMs);
      else {
        expect(inside(cue.atMs, one), `${one.kind} at ${cue.atMs}\n${story}`).toBe(true);
        if (one.because !== null) expect(cue.reason.key, story).toBe(one.because);
      }
    }
    const unmet = script.expectations.filter((one) => !meets(events, one));
    expect(unmet, story).toEqual([]);
  });

  it('cover every practice, with a practice for every call', () => {
    expect(calls.length).toBeGreaterThanOrEqual(40);
    expect(calls.filter(({ script }) => script.practice === '').map(({ name }) => name)).toEqual([]);
  });

  it('say one duration of a tense stretch, in the cue and in the summary of a call that ends there', () => {
    for (const { name, script } of calls)
      for (const event of performCall(script)) {
        if (event.type !== 'cue' || event.cue.reason.mood === null || event.atMs >= script.endMs) continue;
        const cut = performCall({ ...script, endMs: event.atMs });
        const summary = cut.findLast((one) => one.type === 'summary');
        if (summary?.type !== 'summary') throw new Error('no summary');
        const before = performCall({ ...script, endMs: event.atMs - 250 }).findLast(
          (one) => one.type === 'summary',
        );
        const { seconds } = event.cue.reason.values;
        const tenseMs = summary.summary.tenseMs;
        expect(tenseMs, name).toBeGreaterThanOrEqual(event.cue.reason.mood.heldMs);
        if (before?.type === 'summary' && before.summary.episodes.length <= 1)
          expect(Math.max(1, Math.round(tenseMs / 1000)), `${name} ${event.atMs}`).toBe(seconds);
      }
  });

  it('never show a cue while the agent speaks', () => {
    for (const { name, script } of calls)
      for (const event of performCall(script))
        if (event.type === 'cue')
          expect(agentSpeaks(script, event.atMs), `${name} ${event.atMs}`).toBe(false);
  });
});

function agentSpeaks({ stretches, endMs }: ScriptedCall, atMs: number): boolean {
  return (
    atMs < endMs &&
    stretches.some(
      (one) => one.who === 'agent' && inside(atMs - 1, { fromMs: one.fromMs, toMs: one.toMs - 1 }),
    )
  );
}
