import type { Language } from '../../i18n/language.js';
import { tryTexts } from '../../i18n/texts/try-texts.js';
import { ownField } from '../../own-field.js';
import { Gauge } from './gauge.js';
import type { Heard } from './view-history.js';

/** The present values: what the caller sounds like, level, pitch and rate. */
export function Gauges(props: { readonly heard: Heard | null; readonly language: Language }) {
  const { heard, language } = props;
  const texts = tryTexts[language];
  const rate = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const change = (value: number) => signed.format(value).replace('-', '−');
  return (
    <section class="gauges" aria-label={texts.now}>
      <div class="card gauge">
        <h2>{texts.mood}</h2>
        <p class="gauge-value">{heard === null ? '–' : ownField(texts.moods, heard.mood)}</p>
      </div>
      <Gauge
        name={texts.level}
        unit={texts.units.level}
        formula={texts.formulas.level}
        span={12}
        value={heard?.levelDeltaDb ?? null}
        say={change}
      />
      <Gauge
        name={texts.pitch}
        unit={texts.units.pitch}
        formula={texts.formulas.pitch}
        span={8}
        value={heard?.f0DeltaSemitones ?? null}
        say={change}
      />
      <Gauge
        name={texts.rate}
        unit={texts.units.rate}
        formula={texts.formulas.rate}
        span={8}
        value={heard?.articulationRate ?? null}
        say={rate.format}
      />
    </section>
  );
}
