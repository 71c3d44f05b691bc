import { filled } from '../../i18n/filled.js';
import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import { type EffectTexts, effectTexts } from '../../i18n/texts/effect-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { Chart, type ChartRoom } from '../chart.js';
import { axisMarks, linear } from '../chart-scale.js';
import { bracketed, labelled } from '../marks.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, rangeInWords, shownInWords } from './values-in-words.js';

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
/** The marks of an axis are round. */
const MARK_DIGITS = { maximumFractionDigits: 1 };

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
  const own = effectTexts[language];
  const { holdOut, cueWrongShare } = report.effect;
  const wrong = measureTexts[language].cueWrongShare;
  const seconds = (value: number, digits: Intl.NumberFormatOptions = ONE_DIGIT) =>
    new Intl.NumberFormat(language, digits).format(value);
  const count = (value: number) => new Intl.NumberFormat(language).format(value);
  const signed = (value: number) =>
    new Intl.NumberFormat(language, { ...ONE_DIGIT, signDisplay: 'exceptZero' })
      .format(value)
      .replace('-', '−');
  const inSeconds = (number: string) => keptTogether(texts.perSeconds.replace('{value}', number));
  const span = ({ low, high }: HoldOut) =>
    texts.between.replace('{low}', signed(low)).replace('{high}', inSeconds(signed(high)));
  const wrongRow = [
    wrong.name,
    shownInWords('share', cueWrongShare, language),
    rangeInWords('share', cueWrongShare, language),
    '',
  ];
  const missing = report.effect.blocks.length === 0 ? own.pending : own.tooFew;
  return (
    <Picture
      id="effect"
      title={own.title}
      line={own.line}
      texts={texts}
      language={language}
      period={periodInWords(report.weeks, language)}
      table={[
        [own.secondsToCalm, texts.value, texts.range, own.moments],
        ...(holdOut === null
          ? []
          : [
              [own.withCue, inSeconds(seconds(holdOut.shownSeconds)), '', count(holdOut.shownMoments)],
              [own.withoutCue, inSeconds(seconds(holdOut.heldSeconds)), '', count(holdOut.heldMoments)],
              [own.difference, inSeconds(signed(holdOut.difference)), span(holdOut), ''],
            ]),
        wrongRow,
      ]}
      note={
        <>
          <p>
            <strong>{holdOut === null ? missing : verdict(holdOut, own)}</strong>
            {holdOut !== null &&
              filled(own.differenceLine, {
                value: inSeconds(signed(holdOut.difference)),
                range: span(holdOut),
              })}
          </p>
          <MeasureNote measure={own.holdOut} texts={texts} />
          <p>
            <strong>{labelled(wrong.name, wrongRow[1]!, language)}</strong>
            {wrongRow[2] === '' ? '' : bracketed(labelled(texts.range, wrongRow[2]!, language), language)}
          </p>
          <MeasureNote measure={wrong} texts={texts} />
        </>
      }
    >
      {holdOut !== null && (
        <Arms
          holdOut={holdOut}
          own={own}
          language={language}
          inSeconds={(value, digits) => inSeconds(seconds(value, digits))}
        />
      )}
    </Picture>
  );
}

function verdict({ low, high }: HoldOut, own: EffectTexts): string {
  if (high < 0) return own.sooner;
  return low > 0 ? own.later : own.unclear;
}

function Arms(props: {
  readonly holdOut: HoldOut;
  readonly own: EffectTexts;
  readonly language: Language;
  readonly inSeconds: (value: number, digits?: Intl.NumberFormatOptions) => string;
}) {
  const { holdOut, own, language, inSeconds } = props;
  const marks = axisMarks(Math.max(holdOut.shownSeconds, holdOut.heldSeconds));
  const rows = [
    { name: own.withCue, value: holdOut.shownSeconds, moments: holdOut.shownMoments },
    { name: own.withoutCue, value: holdOut.heldSeconds, moments: holdOut.heldMoments },
  ];
  const bottomIn = ({ isNarrow }: ChartRoom) => (isNarrow ? 110 : 70);
  return (
    <Chart label={own.secondsToCalm} heightIn={(room) => bottomIn(room) + 26}>
      {(room) => {
        const left = room.isNarrow ? 8 : 190;
        const x = linear(marks.at(-1)!, left, room.width - 24);
        // Where the name stands above its bar there is more between the bars.
        const top = (row: number) => (room.isNarrow ? 24 + row * 50 : 12 + row * 32);
        return (
          <>
            {marks.map((mark) => (
              <g key={mark}>
                <line x1={x(mark)} x2={x(mark)} y1="6" y2={bottomIn(room)} class="grid" />
                <text
                  x={x(mark)}
                  y={bottomIn(room) + 18}
                  class="axis"
                  text-anchor={mark === 0 ? 'start' : 'middle'}
                >
                  {inSeconds(mark, MARK_DIGITS)}
                </text>
              </g>
            ))}
            {rows.map(({ name, value, moments }, row) => (
              <g key={name}>
                <text
                  x={room.isNarrow ? left : left - 10}
                  y={room.isNarrow ? top(row) - 6 : top(row) + 14}
                  class="axis"
                  text-anchor={room.isNarrow ? 'start' : 'end'}
                >
                  {name}
                </text>
                <rect
                  x={left}
                  y={top(row)}
                  width={x(value) - left}
                  height="20"
                  rx="4"
                  class={`arm-${row + 1}`}
                />
                <text x={left + 10} y={top(row) + 14} class="on-arm">
                  {room.isNarrow
                    ? inSeconds(value)
                    : `${inSeconds(value)} · ${keptTogether(own.momentsShown.replace('{count}', new Intl.NumberFormat(language).format(moments)))}`}
                </text>
              </g>
            ))}
          </>
        );
      }}
    </Chart>
  );
}
