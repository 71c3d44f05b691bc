import type { Language } from '../../i18n/language.js';
import { type EffectTexts, effectTexts } from '../../i18n/texts/effect-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { axisMarks, linear } from '../chart-scale.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, rangeInWords, shownInWords } from './values-in-words.js';

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
  const seconds = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  const signed = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
      .format(value)
      .replace('-', '−');
  const span = ({ low, high }: HoldOut) =>
    texts.between
      .replace('{low}', signed(low))
      .replace('{high}', texts.perSeconds.replace('{value}', signed(high)));
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
      period={periodInWords(report.weeks, language)}
      table={[
        [own.secondsToCalm, texts.value, texts.range, own.moments],
        ...(holdOut === null
          ? []
          : [
              [own.withCue, seconds(holdOut.shownSeconds), '', String(holdOut.shownMoments)],
              [own.withoutCue, seconds(holdOut.heldSeconds), '', String(holdOut.heldMoments)],
              [own.difference, signed(holdOut.difference), span(holdOut), ''],
            ]),
        wrongRow,
      ]}
      note={
        <>
          <p>
            <strong>{holdOut === null ? missing : verdict(holdOut, own)}</strong>
            {holdOut !== null &&
              ` ${own.difference}: ${texts.perSeconds.replace('{value}', signed(holdOut.difference))} (${texts.range}: ${span(holdOut)}).`}
          </p>
          <MeasureNote measure={own.holdOut} texts={texts} />
          <p>
            <strong>{`${wrong.name}: ${wrongRow[1]}`}</strong>
            {wrongRow[2] === '' ? '' : ` (${texts.range}: ${wrongRow[2]})`}
          </p>
          <MeasureNote measure={wrong} texts={texts} />
        </>
      }
    >
      {holdOut !== null && (
        <Arms
          holdOut={holdOut}
          own={own}
          inSeconds={(value) => texts.perSeconds.replace('{value}', seconds(value))}
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
  readonly inSeconds: (value: number) => string;
}) {
  const { holdOut, own, inSeconds } = props;
  const marks = axisMarks(Math.max(holdOut.shownSeconds, holdOut.heldSeconds));
  const x = linear(marks.at(-1)!, 190, 768);
  const rows = [
    { name: own.withCue, value: holdOut.shownSeconds, moments: holdOut.shownMoments },
    { name: own.withoutCue, value: holdOut.heldSeconds, moments: holdOut.heldMoments },
  ];
  return (
    <svg class="chart" viewBox="0 0 792 96" role="img" aria-label={own.secondsToCalm}>
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={x(mark)} x2={x(mark)} y1="6" y2="70" class="grid" />
          <text x={x(mark)} y="88" class="axis" text-anchor="middle">
            {inSeconds(mark)}
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
            {`${inSeconds(value)} · ${own.moments}: ${moments}`}
          </text>
        </g>
      ))}
    </svg>
  );
}
