import { describe, expect, it } from 'vitest';
import { INITIAL_CALL_STATE } from '../../../src/core/call/call-state.js';
import type { CallSummary } from '../../../src/core/call/call-summary.js';
import type { CoachEvent } from '../../../src/core/cues/coach-event.js';
import { LANGUAGES } from '../../../src/i18n/language.js';
import { callNotes, type NotedCall, noteText } from '../../../src/lab/report/call-notes.js';

function summary(customerSpeechMs: number, coverage: CallSummary['coverage'] = 'complete'): CoachEvent {
  return { type: 'summary', atMs: 60_000, summary: { customerSpeechMs, coverage } as CallSummary };
}
const heard = (atMs: number, evidence: number) => ({ atMs, anger: 0.4, anxiety: 0.1, evidence });
const tense: CoachEvent = { type: 'state', atMs: 21_000, state: { ...INITIAL_CALL_STATE, mood: 'tense' } };
const withheld: CoachEvent = {
  type: 'withheld',
  atMs: 30_000,
  kind: 'breath',
  why: 'no-breakpoint',
  cue: null,
};
const cue = { type: 'cue', atMs: 30_000, cue: {} } as CoachEvent;

const CALL: NotedCall = {
  roles: ['customer', 'agent'],
  events: [summary(20_000)],
  hearing: [heard(5_000, 0.2), heard(20_000, 0.999), heard(30_000, 0.3)],
  reachesTop: true,
};

describe('why a call got no cue', () => {
  it.each<[string, Partial<NotedCall>, readonly string[]]>([
    ['it got one', { events: [cue, summary(20_000)] }, []],
    ['both on one channel', { roles: ['mixed'] }, ['Both voices are on one channel']],
    ['the agent alone', { roles: ['agent'] }, ['There is no recording of the caller']],
    ['no notice', { events: [summary(0, 'no-notice')] }, ['was not informed']],
    ['a silent caller', { events: [summary(0)] }, ['holds no speech.+--left agent']],
    ['a few words', { events: [summary(1_900)] }, ['speaks for 2\u00a0s in all, too little']],
    ['speech that could not be heard', { hearing: [] }, ['speaks for 20\u00a0s in all']],
    ['a calm caller', {}, ['reached 99\u00a0% of what a cue needs, at 0:20']],
    ['a narrow recording', { reachesTop: false }, ['nothing above 3\u00a0kHz', 'reached 99']],
    ['a recording too short to tell', { reachesTop: null }, ['reached 99']],
    ['one outburst', { hearing: [heard(9_000, 1.2)] }, ['went past its threshold at 0:09']],
    ['a cue not shown', { events: [tense, withheld, summary(9_000)] }, ['not shown: no quiet moment']],
    ['no gap', { events: [tense, summary(9_000)], hearing: [heard(9_000, 1.5)] }, ['no moment came']],
  ])('%s', (_, call, sentences) => {
    const said = callNotes({ ...CALL, ...call }).map((note) => noteText(note, 'en'));
    expect(said).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });

  it.each(LANGUAGES)('leaves no hole in a sentence (%s)', (language) => {
    const notes = [
      ...callNotes({ ...CALL, reachesTop: false }),
      ...callNotes({ ...CALL, events: [summary(1_900)] }),
      ...callNotes({ ...CALL, events: [withheld, summary(9_000)] }),
      ...callNotes({ ...CALL, hearing: [heard(9_000, 1.2)] }),
    ];
    expect(notes).toHaveLength(5);
    for (const note of notes) expect(noteText(note, language)).not.toMatch(/[{}]/);
  });
});
