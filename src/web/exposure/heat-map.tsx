import type { ExposureReport } from '../../http/routes/exposure-routes.js';
import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { valueInWords, weekdayNames } from './values-in-words.js';

const [LEFT, TOP, CELL_W, CELL_H] = [64, 8, 30, 26];
const WIDTH = LEFT + 24 * CELL_W + 8;
const HEIGHT = TOP + 7 * CELL_H + 50;
const STEPS = 5;

/** Weekday × hour. Darkness says how tense; what is not shown is hatched, not empty, so that it is no zero. */
export function HeatMap({
  report,
  language,
}: {
  readonly report: ExposureReport;
  readonly language: Language;
}) {
  const texts = exposureTexts[language];
  const most = Math.max(0, ...report.heatMap.map((cell) => cell?.tenseShare ?? 0));
  const days = weekdayNames(language, 'short');
  const share = (value: number) => valueInWords('share', value, language);
  const shade = (value: number) => (most > 0 ? Math.max(1, Math.ceil((value / most) * STEPS)) : 1);
  return (
    <Picture
      id="heat-map"
      title={texts.heatMap}
      line={texts.heatMapLine}
      texts={texts}
      table={[
        [texts.hour, ...days],
        ...Array.from({ length: 24 }, (_, hour) => [
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
          const [x, y] = [LEFT + (hour % 24) * CELL_W, TOP + Math.floor(hour / 24) * CELL_H];
          return (
            <rect
              key={hour}
              x={x + 1}
              y={y + 1}
              width={CELL_W - 2}
              height={CELL_H - 2}
              rx="3"
              class={cell ? `shade-${shade(cell.tenseShare)}` : 'not-shown'}
            >
              <title>
                {`${days[Math.floor(hour / 24)]} ${hour % 24}:00 – ${cell ? share(cell.tenseShare) : texts.notShown}`}
              </title>
            </rect>
          );
        })}
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
          <text key={hour} x={LEFT + hour * CELL_W + 2} y={TOP + 7 * CELL_H + 15} class="axis">
            {`${String(hour).padStart(2, '0')}:00`}
          </text>
        ))}
        <Legend most={most} texts={texts} share={share} />
      </svg>
    </Picture>
  );
}

function Legend(props: {
  readonly most: number;
  readonly texts: { readonly notShown: string };
  readonly share: (value: number) => string;
}) {
  const y = HEIGHT - 22;
  return (
    <g>
      {Array.from({ length: STEPS }, (_, step) => (
        <g key={step}>
          <rect x={LEFT + step * 96} y={y} width="16" height="14" rx="3" class={`shade-${step + 1}`} />
          <text x={LEFT + step * 96 + 21} y={y + 11} class="axis">
            {`≤ ${props.share(((step + 1) / STEPS) * props.most)}`}
          </text>
        </g>
      ))}
      <rect x={LEFT + STEPS * 96} y={y} width="16" height="14" rx="3" class="not-shown" />
      <text x={LEFT + STEPS * 96 + 21} y={y + 11} class="axis">
        {props.texts.notShown}
      </text>
    </g>
  );
}
