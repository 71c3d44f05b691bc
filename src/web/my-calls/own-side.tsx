import { keptTogether } from '../../i18n/kept-together.js';
import type { Language } from '../../i18n/language.js';
import { callTimelineTexts, OWN_FACTS, type OwnFact } from '../../i18n/texts/call-timeline-texts.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';

/** In the unit that is shown: per cent, seconds; a difference carries its sign. */
const SHOWN: Readonly<Record<OwnFact, (value: number) => number>> = {
  talkShare: (share) => 100 * share,
  agentOverlaps: (count) => count,
  medianResponseLatencyMs: (ms) => ms / 1000,
  articulationRateRatio: (ratio) => ratio,
  levelDeltaDb: (db) => db,
  openingRateRatio: (ratio) => ratio,
  openingLevelDeltaDb: (db) => db,
};
const SIGNED: readonly OwnFact[] = ['levelDeltaDb', 'openingLevelDeltaDb'];
const WHOLE: readonly OwnFact[] = ['talkShare', 'agentOverlaps'];

/** The agent's own behaviour in one whole call; nobody else sees it. How each is counted comes on demand. */
export function OwnSide(props: {
  readonly facts: NonNullable<MyCall['ownFacts']>;
  readonly counted: string;
  readonly language: Language;
}) {
  const { facts, language } = props;
  const texts = callTimelineTexts[language];
  const said = (fact: OwnFact) => {
    const value = facts[fact];
    if (value === null) return texts.notMeasured;
    const number = new Intl.NumberFormat(language, {
      maximumFractionDigits: WHOLE.includes(fact) ? 0 : 1,
      signDisplay: SIGNED.includes(fact) ? 'exceptZero' : 'auto',
    }).format(SHOWN[fact](value));
    return keptTogether(texts.facts[fact].value.replace('{n}', number));
  };
  return (
    <section class="own-side">
      <h5>{texts.ownSide}</h5>
      <dl>
        {OWN_FACTS.map((fact) => (
          <div key={fact}>
            <dt>{texts.facts[fact].name}</dt>
            <dd>{said(fact)}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{props.counted}</summary>
        <ul class="quiet">
          {OWN_FACTS.map((fact) => (
            <li key={fact}>
              {texts.facts[fact].name} = {texts.facts[fact].formula}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
