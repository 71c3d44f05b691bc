import type { Language } from '../../i18n/language.js';
import { type ExposureTexts, exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { axisMarks, linear } from './scale.js';
import { periodInWords, rangeInWords, valueInWords } from './values-in-words.js';

type HoldOut = NonNullable<ExposureReport['effect']['holdOut']>;

/** The randomised hold-out: seconds to the caller's calm with the cue and without, and their difference. */
export function EffectView({
  report,
  language,
}: {
  readonly report: ExposureReport;
  readonly language: Language;
}) {
  const texts = exposureTexts[language];
  const { holdOut, cueWrongShare } = report.effect;
  const wrong = measureTexts[language].cueWrongShare;
  const seconds = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  const signed = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value);
  const wrongRow =
    cueWrongShare === null
      ? [wrong.name, texts.notShown, '', '']
      : [
          wrong.name,
          valueInWords('share', cueWrongShare.value, language),
          rangeInWords('share', cueWrongShare, language),
          '',
        ];
  return (
    <Picture
      id="effect"
      title={texts.effect}
      line={texts.effectLine}
      texts={texts}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.secondsToCalm, texts.value, texts.range, texts.moments],
        ...(holdOut === null
          ? []
          : [
              [texts.withCue, seconds(holdOut.shownSeconds), '', String(holdOut.shownMoments)],
              [texts.withoutCue, seconds(holdOut.heldSeconds), '', String(holdOut.heldMoments)],
              [
                texts.difference,
                signed(holdOut.difference),
                `${signed(holdOut.low)} … ${signed(holdOut.high)}`,
                '',
              ],
            ]),
        wrongRow,
      ]}
      note={
        <>
          <p>
            <strong>{holdOut === null ? texts.effectTooFew : verdict(holdOut, texts)}</strong>
            {holdOut !== null &&
              ` ${texts.difference}: ${signed(holdOut.difference)} s (${texts.range}: ${signed(holdOut.low)} … ${signed(holdOut.high)} s).`}
          </p>
          <MeasureNote measure={texts.holdOut} texts={texts} />
          <p>
            <strong>{`${wrong.name}: ${wrongRow[1]}`}</strong>
            {wrongRow[2] === '' ? '' : ` (${texts.range}: ${wrongRow[2]})`}
          </p>
          <MeasureNote measure={wrong} texts={texts} />
        </>
      }
    >
      {holdOut !== null && <Arms holdOut={holdOut} texts={texts} seconds={seconds} />}
    </Picture>
  );
}

function verdict({ low, high }: HoldOut, texts: ExposureTexts): string {
  if (high < 0) return texts.effectSooner;
  return low > 0 ? texts.effectLater : texts.effectUnclear;
}

function Arms(props: {
  readonly holdOut: HoldOut;
  readonly texts: ExposureTexts;
  readonly seconds: (value: number) => string;
}) {
  const { holdOut, texts, seconds } = props;
  const marks = axisMarks(Math.max(holdOut.shownSeconds, holdOut.heldSeconds));
  const x = linear(marks.at(-1)!, 190, 768);
  const rows = [
    { name: texts.withCue, value: holdOut.shownSeconds, moments: holdOut.shownMoments },
    { name: texts.withoutCue, value: holdOut.heldSeconds, moments: holdOut.heldMoments },
  ];
  return (
    <svg class="chart" viewBox="0 0 792 96" role="img" aria-label={texts.secondsToCalm}>
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={x(mark)} x2={x(mark)} y1="6" y2="70" class="grid" />
          <text x={x(mark)} y="88" class="axis" text-anchor="middle">
            {`${seconds(mark)} s`}
          </text>
        </g>
      ))}
      {rows.map(({ name, value, moments }, row) => (
        <g key={name}>
          <text x="180" y={26 + row * 32} class="axis" text-anchor="end">
            {name}
          </text>
          <rect
            x={x(0)}
            y={12 + row * 32}
            width={x(value) - x(0)}
            height="20"
            rx="4"
            class={`arm-${row + 1}`}
          />
          <text x={x(0) + 10} y={26 + row * 32} class="on-arm">
            {`${seconds(value)} s · ${texts.moments}: ${moments}`}
          </text>
        </g>
      ))}
    </svg>
  );
}
