import { dateLocale } from '../../i18n/date-locale.js';
import type { Language } from '../../i18n/language.js';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import type { MyCheckIns } from '../../storage/own-records/my-calls-routes.js';
import type { Feeling } from './own-records.js';

const FEELINGS: readonly Feeling[] = ['good', 'fine', 'drained'];

/** Earlier answers that are in sight; the export has them all. */
const LATEST = 8;

/** One tap on how it is going, and what was answered before. For the agent alone. */
export function CheckInCard(props: {
  readonly checkIns: MyCheckIns['checkIns'];
  readonly texts: MyCallsTexts;
  readonly language: Language;
  readonly onCheckIn: (feeling: Feeling) => void;
}) {
  const { checkIns, texts, language } = props;
  const when = new Intl.DateTimeFormat(dateLocale(language), {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
  });
  return (
    <section class="check-in card" aria-labelledby="check-in">
      <h2 id="check-in">{texts.checkIn}</h2>
      <div class="row">
        {FEELINGS.map((feeling) => (
          <button key={feeling} type="button" class="button" onClick={() => props.onCheckIn(feeling)}>
            {texts.feelings[feeling]}
          </button>
        ))}
      </div>
      <p class="quiet">{texts.checkInNote}</p>
      {checkIns.length > 0 && (
        <ol class="check-ins quiet" aria-label={texts.checkInsBefore}>
          {checkIns
            .slice(-LATEST)
            .reverse()
            .map(({ at, feeling }) => (
              <li key={at}>
                <time dateTime={new Date(at).toISOString()}>{when.format(at)}</time>{' '}
                {texts.feelings[feeling as Feeling] ?? feeling}
              </li>
            ))}
        </ol>
      )}
    </section>
  );
}
