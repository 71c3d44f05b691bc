import { useState } from 'preact/hooks';
import { dateLocale } from '../../i18n/date-locale.js';
import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { callTimelineTexts } from '../../i18n/texts/call-timeline-texts.js';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import { ownField } from '../../own-field.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';
import { Why } from '../why.js';
import { AskFirst } from './ask-first.js';
import { CallTimeline } from './call-timeline.js';
import { OwnSide } from './own-side.js';

type CallProps = { readonly call: MyCall; readonly texts: MyCallsTexts; readonly language: Language };

/** One of the agent's own calls: what it was like, which cues came and why, a private note, and its deletion. */
export function CallCard(
  props: CallProps & {
    /** True when the note is kept. */
    readonly onNote: (text: string) => Promise<boolean>;
    readonly onDelete: () => void;
  },
) {
  const { call, texts, language } = props;
  const [asking, setAsking] = useState(false);
  const coverage = ownField(texts.coverage, call.coverage);
  return (
    <li class="call card">
      <CallHead call={call} texts={texts} language={language} />
      {coverage !== undefined && <p class="quiet">{coverage}</p>}
      <CueList call={call} texts={texts} language={language} />
      {call.resets.length > 0 && (
        <p class="quiet">
          {call.resets.map(({ outcome }) => ownField(texts.resets, outcome) ?? outcome).join(' · ')}
        </p>
      )}
      <CallInDepth call={call} texts={texts} language={language} />
      <div class="call-foot">
        <PrivateNote id={`note-${call.id}`} text={call.note ?? ''} texts={texts} onNote={props.onNote} />
        <button type="button" class="button button-quiet" onClick={() => setAsking(true)}>
          {texts.deleteCall}
        </button>
      </div>
      {asking && (
        <AskFirst
          label={texts.deleteCall}
          question={texts.deleteCallAsk}
          texts={texts}
          onYes={props.onDelete}
          onKeep={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function CallHead({ call, texts, language }: CallProps) {
  const time = new Intl.DateTimeFormat(dateLocale(language), { timeStyle: 'short' });
  const minutes = Math.max(1, Math.round((call.endedAt - call.startedAt) / 60_000));
  return (
    <div class="call-head">
      <h4>
        <time dateTime={new Date(call.startedAt).toISOString()}>{time.format(call.startedAt)}</time>
      </h4>
      <p class="quiet">
        {keptTogether(texts.minutes.replace('{n}', String(minutes)))} ·{' '}
        {keptTogether(texts.tense.replace('{n}', String(Math.round(call.tenseMs / 1000))))}
      </p>
      <p class="call-strain">
        <meter min={0} max={100} value={call.strain} aria-label={texts.strain} />
        {texts.strain} {Math.round(call.strain)}
        {call.hard && <span class="tag">{texts.hard}</span>}
      </p>
    </div>
  );
}

function CueList({ call, texts, language }: CallProps) {
  if (call.cues.length === 0) return <p class="quiet">{texts.noCues}</p>;
  return (
    <ul class="cues">
      {call.cues.map((cue) => {
        const { title, reason, numbers } = sayCue(cue, language);
        const verdict = cue.verdicts.find((word) => word !== 'seen');
        return (
          <li key={cue.cueId}>
            <strong>{title}</strong>
            {verdict !== undefined && <span class="tag">{ownField(texts.verdicts, verdict) ?? verdict}</span>}{' '}
            <Why label={texts.why} reason={reason} numbers={numbers} />
          </li>
        );
      })}
    </ul>
  );
}

/** What is stored of the call in full; drawn only once it is opened. */
function CallInDepth({ call, texts, language }: CallProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class="call-depth" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{callTimelineTexts[language].open}</summary>
      {open && (
        <>
          <CallTimeline call={call} language={language} />
          {call.ownFacts !== null && (
            <OwnSide facts={call.ownFacts} counted={texts.counted} language={language} />
          )}
        </>
      )}
    </details>
  );
}

function PrivateNote(props: {
  readonly id: string;
  readonly text: string;
  readonly texts: MyCallsTexts;
  readonly onNote: (text: string) => Promise<boolean>;
}) {
  const { id, texts } = props;
  const [saved, setSaved] = useState(false);
  return (
    <>
      <label class="quiet" for={id}>
        {texts.note}
      </label>
      <input
        id={id}
        class="note"
        maxLength={280}
        defaultValue={props.text}
        onInput={() => setSaved(false)}
        onChange={async (event) => {
          setSaved(await props.onNote(event.currentTarget.value));
        }}
      />
      <span class="quiet" role="status">
        {saved ? texts.saved : ''}
      </span>
    </>
  );
}
