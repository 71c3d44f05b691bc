import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { Chart, type ChartRoom } from '../chart.js';
import { bracketed } from '../marks.js';
import { AbsenceNote, AbsencePattern } from './absence-note.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, valueInWords, weekdayNames } from './values-in-words.js';

const [LEFT, TOP, CELL_H] = [44, 8, 26];
const STEPS = 5;
/** Room for "12.5 % – 14.1 %" and its shade, and for the name of an hour; pixels. */
const [LEGEND_W, LEGEND_H, HOUR_W] = [120, 20, 20];
const MAP_H = TOP + 7 * CELL_H + 28;

type Cell = ExposureReport['heatMap'][number];

/** Weekday × hour. The stronger the colour, the more tense; what is hidden is hatched, not empty, so that it does not look like zero. */
export function HeatMap({
  report,
  language,
}: {
  readonly report: ExposureReport;
  readonly language: Language;
}) {
  const texts = exposureTexts[language];
  const hours = hoursWithCalls(report.heatMap);
  const days = weekdayNames(language, 'short');
  const share = (value: number) => valueInWords('share', value, language, 1);
  const said = (cell: Cell | undefined) =>
    typeof cell === 'object' ? share(cell.tenseShare) : absenceTexts[language][cell ?? 'hidden'].word;
  const shown = report.heatMap.flatMap((cell) => (typeof cell === 'object' ? [cell.tenseShare] : []));
  const scale =
    shown.length === 0 ? null : { least: Math.min(...shown), most: Math.max(...shown), said: share };
  const inSight = report.heatMap.filter((_, hour) => hours.includes(hour % 24));
  return (
    <Picture
      id="heat-map"
      title={texts.heatMap}
      line={texts.heatMapLine}
      texts={texts}
      language={language}
      period={periodInWords(report.weeks, language)}
      table={[
        [`${texts.hour}${bracketed(texts.agentsAtLeast, language)}`, ...days],
        ...hours.map((hour) => [
          `${String(hour).padStart(2, '0')}:00`,
          ...days.map((_day, day) => {
            const cell = report.heatMap[day * 24 + hour];
            return typeof cell === 'object'
              ? `${said(cell)}${bracketed(`${cell.agentsAtLeast}+`, language)}`.replace(' (', '\u00a0(')
              : said(cell);
          }),
        ]),
      ]}
      note={
        <>
          <AbsenceNote gaps={inSight} k={report.k} language={language} />
          <MeasureNote measure={measureTexts[language].tenseShare} texts={texts} />
        </>
      }
    >
      <Chart
        label={texts.heatMap}
        heightIn={(room) => MAP_H + LEGEND_H * Math.ceil(STEPS / legendColumns(room))}
      >
        {(room) => (
          <>
            <AbsencePattern />
            {days.map((day, row) => (
              <text key={day} x={LEFT - 8} y={TOP + row * CELL_H + 17} class="axis" text-anchor="end">
                {day}
              </text>
            ))}
            <Cells
              heatMap={report.heatMap}
              hours={hours}
              scale={scale}
              days={days}
              said={said}
              width={room.width}
            />
            {scale !== null && <Legend scale={scale} columns={legendColumns(room)} />}
          </>
        )}
      </Chart>
    </Picture>
  );
}

type Scale = {
  readonly least: number;
  readonly most: number;
  readonly said: (value: number) => string;
};

function Cells(props: {
  readonly heatMap: readonly Cell[];
  readonly hours: readonly number[];
  readonly scale: Scale | null;
  readonly days: readonly string[];
  readonly said: (cell: Cell) => string;
  readonly width: number;
}) {
  const { hours, scale, days } = props;
  const first = hours[0]!;
  const width = (props.width - LEFT) / hours.length;
  const every = Math.ceil(HOUR_W / width);
  return (
    <>
      {props.heatMap.map((cell, hour) =>
        hours.includes(hour % 24) ? (
          <rect
            key={hour}
            x={LEFT + ((hour % 24) - first) * width + 1}
            y={TOP + Math.floor(hour / 24) * CELL_H + 1}
            width={width - 2}
            height={CELL_H - 2}
            rx={Math.min(3, width / 5)}
            class={typeof cell === 'object' ? `shade-${shadeOf(cell.tenseShare, scale!)}` : `gap-${cell}`}
          >
            <title>{`${days[Math.floor(hour / 24)]} ${hour % 24}:00 – ${props.said(cell)}`}</title>
          </rect>
        ) : null,
      )}
      {hours.map((hour) =>
        (hour - first) % every === 0 && LEFT + (hour - first) * width + HOUR_W <= props.width ? (
          <text key={hour} x={LEFT + (hour - first) * width + 2} y={TOP + 7 * CELL_H + 15} class="axis">
            {String(hour).padStart(2, '0')}
          </text>
        ) : null,
      )}
    </>
  );
}

/** Every hour of a day from the first in which anything is shown to the last. */
function hoursWithCalls(heatMap: readonly Cell[]): readonly number[] {
  const shown = heatMap.flatMap((cell, hour) => (typeof cell === 'object' ? [hour % 24] : []));
  const [from, to] = shown.length === 0 ? [0, 23] : [Math.min(...shown), Math.max(...shown)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** 1 to 5, in equal steps between the least and the most tense hour that is shown. */
function shadeOf(value: number, { least, most }: Scale): number {
  if (most <= least) return 3;
  return Math.min(STEPS, 1 + Math.floor(((value - least) / (most - least)) * STEPS));
}

function legendColumns({ width }: ChartRoom): number {
  return Math.max(1, Math.min(STEPS, Math.floor(width / LEGEND_W)));
}

function Legend({ scale, columns }: { readonly scale: Scale; readonly columns: number }) {
  const at = (step: number) => ({
    x: (columns < STEPS ? 0 : LEFT) + (step % columns) * LEGEND_W,
    y: MAP_H + Math.floor(step / columns) * LEGEND_H,
  });
  const bound = (step: number) => scale.said(scale.least + ((scale.most - scale.least) * step) / STEPS);
  return (
    <g>
      {Array.from({ length: STEPS }, (_, step) => (
        <g key={step} transform={`translate(${at(step).x} ${at(step).y})`}>
          <rect width="16" height="14" rx="3" class={`shade-${step + 1}`} />
          <text x="21" y="11" class="axis">
            {`${bound(step)} – ${bound(step + 1)}`}
          </text>
        </g>
      ))}
    </g>
  );
}
