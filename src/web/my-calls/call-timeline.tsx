import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { type CallTimelineTexts, callTimelineTexts } from '../../i18n/texts/call-timeline-texts.js';
import { myCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import { ownField } from '../../own-field.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';
import { axisMarks } from '../chart-scale.js';
import { bracketed } from '../marks.js';

/** One call over time, of what is stored: tense stretches, cues and resets, as a picture and as the list that it shows. */
export function CallTimeline({ call, language }: { readonly call: MyCall; readonly language: Language }) {
  const texts = callTimelineTexts[language];
  const lastsMs = Math.max(1, call.endedAt - call.startedAt);
  const share = (atMs: number) => `${Math.min(100, Math.max(0, (100 * atMs) / lastsMs))}%`;
  const moments = momentsOf(call, language, texts);
  return (
    <div class="timeline">
      <div class="timeline-picture" role="img" aria-label={texts.picture}>
        {call.episodes.map(({ onsetMs, endMs }) => (
          <span
            key={onsetMs}
            class="timeline-stretch"
            style={{ insetInlineStart: share(onsetMs), insetInlineEnd: share(lastsMs - (endMs ?? lastsMs)) }}
          />
        ))}
        {call.cues.map(({ cueId, decidedAt }) => (
          <span
            key={cueId}
            class="timeline-cue"
            style={{ insetInlineStart: share(decidedAt - call.startedAt) }}
          />
        ))}
      </div>
      <div class="timeline-axis" aria-hidden="true">
        {minuteMarks(lastsMs).map((minute) => (
          <span key={minute} style={{ insetInlineStart: share(minute * 60_000) }}>
            {clock(minute * 60_000)}
          </span>
        ))}
      </div>
      {moments.length === 0 ? (
        <p class="quiet">{texts.nothing}</p>
      ) : (
        <ol class="timeline-moments">
          {moments.map(({ atMs, kind, words }) => (
            <li key={`${kind} ${atMs} ${words}`} data-kind={kind}>
              <span class="timeline-at">{kind === 'reset' ? '' : clock(atMs)}</span> {words}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

type Moment = {
  readonly atMs: number;
  readonly kind: 'stretch' | 'cue' | 'reset';
  readonly words: string;
};

/** What happened, in order; a reset comes after the call, whatever its time. */
function momentsOf(call: MyCall, language: Language, texts: CallTimelineTexts): readonly Moment[] {
  const outcomes = myCallsTexts[language].resets;
  const stretches = call.episodes.map(({ onsetMs, peakMs, peak, endMs }): Moment => {
    const until = endMs === null ? texts.stretchToEnd : texts.stretch.replace('{to}', clock(endMs));
    const most = (ownField(texts.peaks, peak) ?? texts.peaks.tense).replace('{at}', clock(peakMs));
    return { atMs: onsetMs, kind: 'stretch', words: `${until}${bracketed(most, language)}` };
  });
  const cues = call.cues.map(
    (cue): Moment => ({
      atMs: cue.decidedAt - call.startedAt,
      kind: 'cue',
      words: texts.cue.replace('{title}', sayCue(cue, language).title),
    }),
  );
  const resets = call.resets.map(
    ({ outcome, at }): Moment => ({
      atMs: at - call.startedAt,
      kind: 'reset',
      words: texts.reset.replace('{outcome}', ownField(outcomes, outcome) ?? outcome),
    }),
  );
  return [...[...stretches, ...cues].sort((one, other) => one.atMs - other.atMs), ...resets];
}

/** Round minutes from the start on, the last one well before the end of a long call. */
function minuteMarks(lastsMs: number): readonly number[] {
  const minutes = lastsMs / 60_000;
  const marks = minutes < 3 ? [0, 1, 2] : axisMarks(minutes);
  return marks.filter((minute) => minute <= minutes && Number.isInteger(minute));
}

/** Minutes and seconds into the call. */
function clock(atMs: number): string {
  const seconds = Math.max(0, Math.round(atMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
