import { dateLocale } from '../../i18n/date-locale.js';
import type { Language } from '../../i18n/language.js';
import { type MyCallsTexts, OWN_MEASURES, type OwnMeasure } from '../../i18n/texts/my-calls-texts.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';
import { TrendChart } from '../trend-chart.js';
import { weeklyTrend } from './weekly-trend.js';

/** Fewer weeks are no trend. */
const LEAST_WEEKS = 3;

/** Where an axis ends whatever the weeks were: what is of a hundred is drawn to a hundred. */
const MOST: Readonly<Record<OwnMeasure, number | null>> = {
  strain: 100,
  talkShare: 100,
  overlaps: null,
  latency: null,
};

/** The agent's own facts over the weeks, from three weeks on, each with its formula. */
export function OwnTrends(props: {
  readonly calls: readonly MyCall[];
  readonly texts: MyCallsTexts;
  readonly language: Language;
}) {
  const { calls, texts, language } = props;
  const weeks = weeklyTrend(calls);
  const measures = OWN_MEASURES.filter(
    (measure) => weeks.filter(({ medians }) => medians[measure] !== null).length >= LEAST_WEEKS,
  );
  if (measures.length === 0) return null;
  const day = new Intl.DateTimeFormat(dateLocale(language), { day: 'numeric', month: 'short' });
  return (
    <section aria-labelledby="trends">
      <h2 id="trends">{texts.trends}</h2>
      <p class="quiet">{texts.trendsNote}</p>
      <div class="trends">
        {measures.map((measure) => (
          <TrendChart
            key={measure}
            title={texts.measures[measure].name}
            unit={texts.measures[measure].unit}
            most={MOST[measure]}
            formula={texts.measures[measure].formula}
            points={weeks.map(({ mondayMs, medians }) => ({
              label: day.format(mondayMs),
              value: medians[measure],
            }))}
            columnName={texts.week}
            tableName={texts.asTable}
            formulaName={texts.counted}
            language={language}
          />
        ))}
      </div>
    </section>
  );
}
