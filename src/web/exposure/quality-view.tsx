import type { Language } from '../../i18n/language.js';
import { type ExposureTexts, exposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { Chart, type ChartRoom } from '../chart.js';
import { labelled } from '../marks.js';
import { Picture } from './picture.js';
import { periodInWords, weekInWords } from './values-in-words.js';

const KINDS = ['notHeard', 'withoutNotice', 'unbound'] as const;
const BANDS = ['under-1', '1-to-5', '5-to-20', '20-to-50', 'over-50'] as const;
const [LEFT, TOP, ROW] = [250, 8, 30];
/** A reason above its strip takes so much more; room for a band in the legend, and for a date. Pixels. */
const [NAME_H, BAND_W, BAND_H, LABEL_W] = [16, 112, 20, 64];
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
      language={language}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.week, ...KINDS.map((kind) => texts[kind])],
        ...quality.map((row) => [
          weekInWords(row.week, language),
          ...KINDS.map((kind) => texts.bands[row[kind]]),
        ]),
      ]}
      note={<p>{coverageText}</p>}
    >
      <Chart
        label={texts.quality}
        heightIn={(room) => legendTop(room) + BAND_H * Math.ceil(BANDS.length / legendColumns(room))}
      >
        {(room) => (
          <>
            {KINDS.map((kind, row) => (
              <Strip key={kind} kind={kind} row={row} quality={quality} room={room} language={language} />
            ))}
            <Dates quality={quality} room={room} language={language} />
            <Legend room={room} texts={texts} />
          </>
        )}
      </Chart>
    </Picture>
  );
}

type Quality = ExposureReport['quality'];
type Drawn = { readonly quality: Quality; readonly room: ChartRoom; readonly language: Language };

function rowHeight({ isNarrow }: ChartRoom): number {
  return isNarrow ? ROW + NAME_H : ROW;
}

function leftOf({ isNarrow }: ChartRoom): number {
  return isNarrow ? 0 : LEFT;
}

function weekWidth(room: ChartRoom, quality: Quality): number {
  return (room.width - leftOf(room)) / Math.max(MOST_STRETCHED, quality.length);
}

function legendTop(room: ChartRoom): number {
  return TOP + KINDS.length * rowHeight(room) + 34;
}

function legendColumns(room: ChartRoom): number {
  return Math.max(1, Math.min(BANDS.length, Math.floor((room.width - leftOf(room)) / BAND_W)));
}

/** One reason, week after week; its name stands before it, or above it where there is little room. */
function Strip({
  kind,
  row,
  quality,
  room,
  language,
}: Drawn & { readonly kind: (typeof KINDS)[number]; readonly row: number }) {
  const texts = exposureTexts[language];
  const top = TOP + (row + 1) * rowHeight(room) - ROW;
  const width = weekWidth(room, quality);
  const [x, y] = room.isNarrow ? [0, top - 3] : [LEFT - 10, top + 18];
  return (
    <g>
      <text x={x} y={y} class="axis" text-anchor={room.isNarrow ? 'start' : 'end'}>
        {texts[kind]}
      </text>
      {quality.map((week, at) => (
        <rect
          key={week.week}
          x={leftOf(room) + at * width + 1}
          y={top + 2}
          width={width - 2}
          height={ROW - 6}
          rx="3"
          class={`shade-${BANDS.indexOf(week[kind]) + 1}`}
        >
          <title>{labelled(weekInWords(week.week, language), texts.bands[week[kind]], language)}</title>
        </rect>
      ))}
    </g>
  );
}

function Dates({ quality, room, language }: Drawn) {
  const width = weekWidth(room, quality);
  const every = Math.ceil(LABEL_W / width);
  return (
    <>
      {quality.map(({ week }, at) =>
        at % every === 0 ? (
          <text key={week} x={leftOf(room) + at * width + 1} y={legendTop(room) - 22} class="axis">
            {weekInWords(week, language)}
          </text>
        ) : null,
      )}
    </>
  );
}

function Legend({ room, texts }: { readonly room: ChartRoom; readonly texts: ExposureTexts }) {
  const columns = legendColumns(room);
  return (
    <>
      {BANDS.map((band, at) => {
        const [x, y] = [
          leftOf(room) + (at % columns) * BAND_W,
          legendTop(room) + Math.floor(at / columns) * BAND_H,
        ];
        return (
          <g key={band} transform={`translate(${x} ${y})`}>
            <rect width="16" height="14" rx="3" class={`shade-${at + 1}`} />
            <text x="21" y="11" class="axis">
              {texts.bands[band]}
            </text>
          </g>
        );
      })}
    </>
  );
}
