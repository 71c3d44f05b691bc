import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, valueInWords, weekdayNames } from './values-in-words.js';

const [LEFT, TOP, WIDTH, CELL_H] = [64, 8, 792, 26];
const HEIGHT = TOP + 7 * CELL_H + 50;
const STEPS = 5;

/** Weekday × hour. Darkness says how tense; what is not shown is hatched, not empty, so that it does not look like zero. */
export function HeatMap({
  report,
  language,
}: {
  readonly report: ExposureReport;
  readonly language: Language;
}) {
  const texts = exposureTexts[language];
  const shown = report.heatMap.flatMap((cell) => (cell === null ? [] : [cell.tenseShare]));
  const scale = { least: Math.min(...shown), most: Math.max(...shown) };
  const [from, to] = hoursWithCalls(report.heatMap);
  const cellWidth = (WIDTH - LEFT - 8) / (to - from);
  const days = weekdayNames(language, 'short');
  const share = (value: number) => valueInWords('share', value, language, 1);
  return (
    <Picture
      id="heat-map"
      title={texts.heatMap}
      line={texts.heatMapLine}
      texts={texts}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.hour, ...days],
        ...Array.from({ length: to - from }, (_, index) => from + index).map((hour) => [
          `${String(hour).padStart(2, '0')}:00`,
          ...days.map((_day, day) => {
            const cell = report.heatMap[day * 24 + hour];
            return cell ? `${share(cell.tenseShare)} (≥ ${cell.agentsAtLeast})` : texts.notShown;
          }),
        ]),
      ]}
      note={<MeasureNote measure={measureTexts[language].tenseShare} texts={texts} />}
    >
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={texts.heatMap}>
        <defs>
          <pattern
            id="hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
          </pattern>
        </defs>
        {days.map((day, row) => (
          <text key={day} x={LEFT - 8} y={TOP + row * CELL_H + 17} class="axis" text-anchor="end">
            {day}
          </text>
        ))}
        {report.heatMap.map((cell, hour) => {
          if (hour % 24 < from || hour % 24 >= to) return null;
          const [x, y] = [LEFT + ((hour % 24) - from) * cellWidth, TOP + Math.floor(hour / 24) * CELL_H];
          return (
            <rect
              key={hour}
              x={x + 1}
              y={y + 1}
              width={cellWidth - 2}
              height={CELL_H - 2}
              rx="3"
              class={cell ? `shade-${shadeOf(cell.tenseShare, scale)}` : 'not-shown'}
            >
              <title>
                {`${days[Math.floor(hour / 24)]} ${hour % 24}:00 – ${cell ? share(cell.tenseShare) : texts.notShown}`}
              </title>
            </rect>
          );
        })}
        {Array.from({ length: to - from }, (_, index) => from + index).map((hour) => (
          <text key={hour} x={LEFT + (hour - from) * cellWidth + 2} y={TOP + 7 * CELL_H + 15} class="axis">
            {String(hour).padStart(2, '0')}
          </text>
        ))}
        <Legend scale={shown.length > 0 ? scale : null} texts={texts} share={share} />
      </svg>
    </Picture>
  );
}

/** From the first hour of a day in which anything is shown to the last. */
function hoursWithCalls(heatMap: ExposureReport['heatMap']): readonly [from: number, to: number] {
  const shown = heatMap.flatMap((cell, hour) => (cell === null ? [] : [hour % 24]));
  return shown.length === 0 ? [0, 24] : [Math.min(...shown), Math.max(...shown) + 1];
}

type Scale = { readonly least: number; readonly most: number };

/** 1 to 5, in equal steps between the least and the most tense hour that is shown. */
function shadeOf(value: number, { least, most }: Scale): number {
  if (most <= least) return 3;
  return Math.min(STEPS, 1 + Math.floor(((value - least) / (most - least)) * STEPS));
}

function Legend(props: {
  readonly scale: Scale | null;
  readonly texts: { readonly notShown: string };
  readonly share: (value: number) => string;
}) {
  const y = HEIGHT - 22;
  const { scale, share } = props;
  const bound = (step: number) =>
    scale === null ? '' : share(scale.least + ((scale.most - scale.least) * step) / STEPS);
  return (
    <g>
      {Array.from({ length: scale === null ? 0 : STEPS }, (_, step) => (
        <g key={step}>
          <rect x={LEFT + step * 120} y={y} width="16" height="14" rx="3" class={`shade-${step + 1}`} />
          <text x={LEFT + step * 120 + 21} y={y + 11} class="axis">
            {`${bound(step)} – ${bound(step + 1)}`}
          </text>
        </g>
      ))}
      <rect x={LEFT + STEPS * 120} y={y} width="16" height="14" rx="3" class="not-shown" />
      <text x={LEFT + STEPS * 120 + 21} y={y + 11} class="axis">
        {props.texts.notShown}
      </text>
    </g>
  );
}
