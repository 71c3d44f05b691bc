import { useState } from 'preact/hooks';
import { dateLocale } from '../../i18n/date-locale.js';
import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';
import { CallCard } from './call-card.js';
import { callsByDay } from './calls-by-day.js';

type CallDaysProps = {
  readonly calls: readonly MyCall[];
  readonly texts: MyCallsTexts;
  readonly language: Language;
  readonly onNote: (id: string, text: string) => Promise<boolean>;
  readonly onDelete: (id: string) => void;
};

/** Days that are listed at first, and added by the button for older calls. */
const DAYS_AT_ONCE = 10;

/** Calls under the day they were on, newest on top; the newest day is open. */
export function CallDays(props: CallDaysProps & { readonly onOlder: (() => void) | null }) {
  const [listed, setListed] = useState(DAYS_AT_ONCE);
  const { onOlder, ...own } = props;
  const days = callsByDay(props.calls);
  const readOn = () => {
    if (listed + DAYS_AT_ONCE > days.length) onOlder?.();
    setListed(listed + DAYS_AT_ONCE);
  };
  return (
    <>
      {days.slice(0, listed).map(({ startMs, calls }, index) => (
        <OneDay key={startMs} {...own} startMs={startMs} calls={calls} opened={index === 0} />
      ))}
      {(days.length > listed || onOlder !== null) && (
        <button type="button" class="button older" onClick={readOn}>
          {props.texts.more}
        </button>
      )}
    </>
  );
}

/** One day's calls; drawn only once they are opened. */
function OneDay(props: CallDaysProps & { readonly startMs: number; readonly opened: boolean }) {
  const { calls, texts, language } = props;
  const [open, setOpen] = useState(props.opened);
  const day = new Intl.DateTimeFormat(dateLocale(language), { dateStyle: 'full' });
  const hard = calls.filter((call) => call.hard).length;
  return (
    <details class="call-day" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>{day.format(props.startMs)}</h3>{' '}
        <span class="quiet">
          {keptTogether(
            (calls.length === 1 ? texts.oneCallThatDay : texts.callsThatDay).replace(
              '{n}',
              String(calls.length),
            ),
          )}
          {hard > 0 && ` · ${keptTogether(texts.hardThatDay.replace('{n}', String(hard)))}`}
        </span>
      </summary>
      {open && (
        <ul class="calls">
          {calls.map((call) => (
            <CallCard
              key={call.id}
              call={call}
              texts={texts}
              language={language}
              onNote={(text) => props.onNote(call.id, text)}
              onDelete={() => props.onDelete(call.id)}
            />
          ))}
        </ul>
      )}
    </details>
  );
}

/** Takes the reader to one day's calls, and back to all of them. */
export function DayChoice(props: {
  /** As a date field has it, "2026-11-20"; empty = every day. */
  readonly date: string;
  readonly texts: MyCallsTexts;
  readonly onChoose: (date: string) => void;
}) {
  const { date, texts } = props;
  return (
    <div class="row day-choice">
      <label class="quiet" for="day">
        {texts.findDay}
      </label>
      <input
        id="day"
        class="day"
        type="date"
        value={date}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      />
      {date !== '' && (
        <button type="button" class="button button-quiet" onClick={() => props.onChoose('')}>
          {texts.allDays}
        </button>
      )}
    </div>
  );
}
