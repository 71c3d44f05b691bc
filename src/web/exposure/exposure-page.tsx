import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { type ExposureTexts, exposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { ExposureChoices, ExposureReport } from '../../wellbeing/exposure/exposure-routes.js';
import { LanguageSwitch } from '../language-switch.js';
import { labelled } from '../marks.js';
import { keepPageLook, type PageLook, showPageLook } from '../page-look.js';
import { Changes } from './changes.js';
import { EffectView } from './effect-view.js';
import { type ExposureClient, type Selection, ServerFault, SignInFault } from './exposure-client.js';
import { Filters } from './filters.js';
import { firstWords } from './first-words.js';
import { HeatMap } from './heat-map.js';
import { MeasureChoice } from './measure-choice.js';
import { QualityView } from './quality-view.js';
import { RecoveryView } from './recovery-view.js';
import { saveFile } from './save-picture.js';
import { TeamComparison } from './team-comparison.js';
import { TrendView } from './trend-view.js';
import { periodInWords } from './values-in-words.js';

type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly cause: Error }
  | {
      readonly state: 'ready';
      readonly choices: ExposureChoices;
      readonly report: ExposureReport;
      /** As many weeks before, where some of them are published. */
      readonly before: ExposureReport | null;
    };

/** Six weeks are what a lead looks at first, with the six before them to compare. */
const USUAL_WEEKS = 6;

/** The lead's page: everything on it is made of published cells. */
export function ExposurePage(props: { readonly client: ExposureClient; readonly look: PageLook }) {
  const { client } = props;
  const [look, setLook] = useState(props.look);
  const [selection, setSelection] = useState<Selection>({ from: null, to: null, teams: [] });
  const [measureId, setMeasureId] = useState('hardShare');
  const [load, setLoad] = useState<Load>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const { language } = look;
  const texts = exposureTexts[language];

  useEffect(() => {
    document.title = `${texts.title} · Evenkeel`;
  }, [texts]);
  useEffect(() => {
    let isCurrent = true;
    read(client, selection).then(
      (ready) => isCurrent && setLoad(ready),
      (cause: Error) => isCurrent && setLoad({ state: 'failed', cause }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, selection, attempt]);

  // Paper has nothing to click: what stands behind an "i" is printed in full.
  useEffect(() => {
    const open = (on: boolean) => () => {
      for (const note of document.querySelectorAll<HTMLDetailsElement>('details.info')) note.open = on;
    };
    const [before, after] = [open(true), open(false)];
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);

  const speak = (chosen: Language) => {
    const next = { ...look, language: chosen };
    keepPageLook(next);
    showPageLook(document, next);
    setLook(next);
  };

  return (
    <main class="exposure">
      <header class="page-head">
        <div class="page-title">
          <h1>{texts.title}</h1>
          <p class="soft">{texts.intro}</p>
        </div>
        <div class="row no-print">
          <LanguageSwitch language={language} label={texts.language} onChange={speak} />
        </div>
      </header>
      {load.state === 'loading' && <p role="status">{texts.loading}</p>}
      {load.state === 'failed' && (
        <Failure
          cause={load.cause}
          texts={texts}
          onSignIn={
            client.tokens.canSignIn ? () => client.tokens.signIn().then(() => setAttempt(attempt + 1)) : null
          }
          onAgain={() => setAttempt(attempt + 1)}
        />
      )}
      {load.state === 'ready' && (
        <>
          <details class="choose no-print">
            <summary>
              {labelled(
                texts.choose,
                `${periodInWords(load.report.weeks, language)} · ${teamsInWords(load.report, language)}`,
                language,
              )}
            </summary>
            <Filters
              choices={load.choices}
              selection={{
                ...selection,
                from: load.report.weeks[0] ?? null,
                to: load.report.weeks.at(-1) ?? null,
              }}
              language={language}
              onSelect={setSelection}
            />
            <div class="row">
              <button type="button" class="button" onClick={() => window.print()}>
                {texts.print}
              </button>
              <button
                type="button"
                class="button"
                onClick={() => void saveAll(client, load.report, selection)}
              >
                {texts.exportCsv}
              </button>
            </div>
          </details>
          <Views load={load} language={language} measureId={measureId} onMeasure={setMeasureId} />
        </>
      )}
    </main>
  );
}

/** Why there is nothing, and the ways on. */
function Failure(props: {
  readonly cause: Error;
  readonly texts: ExposureTexts;
  /** Null where no identity provider is asked. */
  readonly onSignIn: (() => void) | null;
  readonly onAgain: () => void;
}) {
  const { cause, texts, onSignIn } = props;
  const isSignIn = cause instanceof SignInFault;
  const fault = cause instanceof ServerFault ? texts.failed.replace('{code}', cause.code) : texts.unreachable;
  return (
    <div role="alert" class="failure">
      <p>{isSignIn ? texts[cause.text] : fault}</p>
      <div class="row">
        {isSignIn && onSignIn !== null && (
          <button type="button" class="button button-main" onClick={onSignIn}>
            {texts.signIn}
          </button>
        )}
        {/* Asking again with the same sign-in gets the same answer. */}
        {!isSignIn && (
          <button type="button" class="button" onClick={props.onAgain}>
            {texts.tryAgain}
          </button>
        )}
      </div>
    </div>
  );
}

function Views(props: {
  readonly load: Extract<Load, { state: 'ready' }>;
  readonly language: Language;
  readonly measureId: string;
  readonly onMeasure: (id: string) => void;
}) {
  const { language, measureId } = props;
  const { report, before } = props.load;
  const { measures } = props.load.choices;
  const texts = exposureTexts[language];
  const measure = measures.find(({ id }) => id === measureId) ?? measures[0]!;
  const privacy = texts.privacy.replace('{k}', String(report.k)).replace('{step}', String(report.roundTo));
  if (report.coverage.shown === 0)
    return <p role="status">{texts.nothingYet.replace('{k}', String(report.k))}</p>;
  return (
    <>
      <p class="print-only">{`${periodInWords(report.weeks, language)} · ${teamsInWords(report, language)}`}</p>
      <section class="first-words" aria-label={texts.keyFigures}>
        {firstWords(report, language).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <HeatMap report={report} language={language} />
      <Changes report={report} before={before} measures={measures} language={language} />
      <MeasureChoice measures={measures} chosen={measureId} language={language} onChoose={props.onMeasure} />
      <TrendView report={report} measure={measure} language={language} />
      <TeamComparison report={report} measure={measure} language={language} />
      <RecoveryView report={report} measures={measures} language={language} />
      <EffectView report={report} language={language} />
      <QualityView report={report} language={language} />
      <p class="privacy">{privacy}</p>
    </>
  );
}

function teamsInWords({ teams }: ExposureReport, language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(
    teams.map(({ name }) => name),
  );
}

async function read(client: ExposureClient, selection: Selection): Promise<Load> {
  const choices = await client.choices();
  const to = selection.to ?? choices.weeks.at(-1) ?? null;
  const from = selection.from ?? choices.weeks.slice(-USUAL_WEEKS)[0] ?? null;
  const report = await client.report({ ...selection, from, to });
  const earlier = choices.weeks.filter((week) => week < (report.weeks[0] ?? ''));
  const [first, last] = [earlier.slice(-report.weeks.length)[0], earlier.at(-1)];
  const before =
    first === undefined || last === undefined
      ? null
      : await client.report({ ...selection, from: first, to: last });
  return { state: 'ready', choices, report, before };
}

async function saveAll(client: ExposureClient, report: ExposureReport, { teams }: Selection): Promise<void> {
  const [from, to] = [report.weeks[0] ?? null, report.weeks.at(-1) ?? null];
  saveFile(`evenkeel-exposure-${from}-${to}.csv`, await client.csv({ from, to, teams }));
}
