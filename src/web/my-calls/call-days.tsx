import { useState } from 'preact/hooks';
import { dateLocale } from '../../i18n/date-locale.js';
import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import { CallCard } from './call-card.js';
import type { CallDay } from './calls-by-day.js';

type CallDaysProps = {
  readonly texts: MyCallsTexts;
  readonly language: Language;
  readonly onNote: (id: string, text: string) => Promise<boolean>;
  readonly onDelete: (id: string) => void;
};

/** The entry of the list of days that reads on. */
const OLDER = 'older';

/** Days that are listed at first, and added by the button for older calls. */
const DAYS_AT_ONCE = 10;

/** Calls under the day they were on, newest on top; the newest day is open. */
export function CallDays(
  props: CallDaysProps & { readonly days: readonly CallDay[]; readonly onOlder: (() => void) | null },
) {
  const [listed, setListed] = useState(DAYS_AT_ONCE);
  const { days, onOlder, ...own } = props;
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
function OneDay(props: CallDaysProps & CallDay & { readonly opened: boolean }) {
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

/** Takes the reader to one day's calls, and back to all of them. A list of our own: a date field speaks the browser's language, not the page's, and offers days without calls. */
export function DayChoice(props: {
  readonly days: readonly CallDay[];
  /** Where the chosen day begins; null = every day. */
  readonly chosen: number | null;
  readonly texts: MyCallsTexts;
  readonly language: Language;
  readonly onChoose: (startMs: number | null) => void;
  /** Null where no older calls are kept. */
  readonly onOlder: (() => void) | null;
}) {
  const { texts, language, onOlder } = props;
  const day = new Intl.DateTimeFormat(dateLocale(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
  });
  const month = new Intl.DateTimeFormat(dateLocale(language), { month: 'long', year: 'numeric' });
  const months = [...new Set(props.days.map(({ startMs }) => month.format(startMs)))];
  const choose = (field: HTMLSelectElement) => {
    if (field.value !== OLDER) return props.onChoose(field.value === '' ? null : Number(field.value));
    field.value = String(props.chosen ?? '');
    onOlder?.();
  };
  return (
    <div class="row day-choice">
      <label class="quiet" for="day">
        {texts.findDay}
      </label>
      <select
        id="day"
        class="day"
        value={props.chosen ?? ''}
        onChange={(event) => choose(event.currentTarget)}
      >
        <option value="">{texts.allDays}</option>
        {months.map((name) => (
          <optgroup key={name} label={name}>
            {props.days
              .filter(({ startMs }) => month.format(startMs) === name)
              .map(({ startMs }) => (
                <option key={startMs} value={startMs}>
                  {day.format(startMs)}
                </option>
              ))}
          </optgroup>
        ))}
        {onOlder !== null && <option value={OLDER}>{texts.olderDays}</option>}
      </select>
    </div>
  );
}
