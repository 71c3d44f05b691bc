import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { Picture } from './picture.js';
import { periodInWords, weekInWords } from './values-in-words.js';

const KINDS = ['notHeard', 'withoutNotice', 'unbound'] as const;
const BANDS = ['under-1', '1-to-5', '5-to-20', '20-to-50', 'over-50'] as const;
const [LEFT, TOP, ROW] = [220, 8, 30];
/** Fewer weeks than this leave the strip short, rather than wide. */
const MOST_STRETCHED = 8;

/** How much of the work could be heard at all, in bands: one strip of weeks for each reason. */
export function QualityView({
  report,
  language,
}: {
  readonly report: ExposureReport;
  readonly language: Language;
}) {
  const texts = exposureTexts[language];
  const { quality, coverage } = report;
  const width = (792 - LEFT) / Math.max(MOST_STRETCHED, quality.length);
  const every = Math.max(1, Math.ceil(quality.length / 8));
  const coverageText = texts.coverage
    .replace('{shown}', String(coverage.shown))
    .replace('{suppressed}', String(coverage.suppressed))
    .replace('{pending}', String(coverage.pending));
  return (
    <Picture
      id="quality"
      title={texts.quality}
      line={texts.qualityLine}
      folds
      texts={texts}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.week, ...KINDS.map((kind) => texts[kind])],
        ...quality.map((row) => [
          `${row.week} (${weekInWords(row.week, language)})`,
          ...KINDS.map((kind) => texts.bands[row[kind]]),
        ]),
      ]}
      note={<p>{coverageText}</p>}
    >
      <svg class="chart" viewBox="0 0 792 156" role="img" aria-label={texts.quality}>
        {KINDS.map((kind, row) => (
          <g key={kind}>
            <text x={LEFT - 10} y={TOP + row * ROW + 18} class="axis" text-anchor="end">
              {texts[kind]}
            </text>
            {quality.map((week, at) => (
              <rect
                key={week.week}
                x={LEFT + at * width + 1}
                y={TOP + row * ROW + 2}
                width={width - 2}
                height={ROW - 6}
                rx="3"
                class={`shade-${BANDS.indexOf(week[kind]) + 1}`}
              >
                <title>{`${weekInWords(week.week, language)}: ${texts.bands[week[kind]]}`}</title>
              </rect>
            ))}
          </g>
        ))}
        {quality.map(({ week }, at) =>
          at % every === 0 ? (
            <text key={week} x={LEFT + at * width + 1} y={TOP + KINDS.length * ROW + 12} class="axis">
              {weekInWords(week, language)}
            </text>
          ) : null,
        )}
        {BANDS.map((band, at) => (
          <g key={band}>
            <rect x={LEFT + at * 112} y="134" width="16" height="14" rx="3" class={`shade-${at + 1}`} />
            <text x={LEFT + at * 112 + 21} y="145" class="axis">
              {texts.bands[band]}
            </text>
          </g>
        ))}
      </svg>
    </Picture>
  );
}
