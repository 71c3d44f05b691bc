import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { ExposureChoices, ExposureReport, Measure } from '../../wellbeing/exposure/exposure-routes.js';
import { LanguageSwitch } from '../language-switch.js';
import { keepPageLook, type PageLook, showPageLook } from '../page-look.js';
import { EffectView } from './effect-view.js';
import type { ExposureClient, Selection } from './exposure-client.js';
import { Filters } from './filters.js';
import { HeatMap } from './heat-map.js';
import { KeyFigures } from './key-figures.js';
import { QualityView } from './quality-view.js';
import { RecoveryView } from './recovery-view.js';
import { saveFile } from './save-picture.js';
import { TeamComparison } from './team-comparison.js';
import { TrendView } from './trend-view.js';
import { monthInWords, monthOfWeek } from './values-in-words.js';

type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly choices: ExposureChoices; readonly report: ExposureReport };

/** A quarter is what a lead looks at first. */
const USUAL_WEEKS = 13;

/** The lead's page: everything on it is made of published cells. */
export function ExposurePage(props: { readonly client: ExposureClient | null; readonly look: PageLook }) {
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
    if (client === null) return;
    let isCurrent = true;
    read(client, selection).then(
      (ready) => isCurrent && setLoad(ready),
      (cause: Error) => isCurrent && setLoad({ state: 'failed', message: cause.message }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, selection, attempt]);

  const speak = (chosen: Language) => {
    const next = { ...look, language: chosen };
    keepPageLook(next);
    showPageLook(document, next);
    setLook(next);
  };

  return (
    <main class="exposure">
      <header class="page-head">
        <div>
          <h1>{texts.title}</h1>
          <p class="soft">{texts.intro}</p>
        </div>
        <div class="row no-print">
          <LanguageSwitch language={language} label={texts.language} onChange={speak} />
        </div>
      </header>
      {client === null && <p role="status">{texts.needsToken}</p>}
      {client !== null && load.state === 'loading' && <p role="status">{texts.loading}</p>}
      {load.state === 'failed' && (
        <p role="alert">
          {texts.failed.replace('{message}', load.message)}{' '}
          <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
            {texts.tryAgain}
          </button>
        </p>
      )}
      {client !== null && load.state === 'ready' && (
        <>
          <Filters
            choices={load.choices}
            selection={{
              ...selection,
              from: load.report.weeks[0] ?? null,
              to: load.report.weeks.at(-1) ?? null,
            }}
            measureId={measureId}
            language={language}
            onSelect={setSelection}
            onMeasure={setMeasureId}
          />
          <div class="row no-print">
            <button type="button" class="button" onClick={() => window.print()}>
              {texts.print}
            </button>
            <button type="button" class="button" onClick={() => void saveAll(client, load.report, selection)}>
              {texts.exportCsv}
            </button>
          </div>
          <Views
            report={load.report}
            measures={load.choices.measures}
            measureId={measureId}
            language={language}
          />
        </>
      )}
    </main>
  );
}

function Views(props: {
  readonly report: ExposureReport;
  readonly measures: readonly Measure[];
  readonly measureId: string;
  readonly language: Language;
}) {
  const { report, measures, language } = props;
  const texts = exposureTexts[language];
  const measure = measures.find(({ id }) => id === props.measureId) ?? measures[0]!;
  const privacy = texts.privacy.replace('{k}', String(report.k)).replace('{step}', String(report.roundTo));
  return (
    <>
      <p class="privacy">
        <strong>{periodInWords(report, language)}</strong>
        {` · ${report.teams.map(({ name }) => name).join(', ')}`}
        <br />
        {privacy}
      </p>
      {report.coverage.shown === 0 ? (
        <p role="status">{texts.nothingYet}</p>
      ) : (
        <>
          <KeyFigures report={report} measures={measures} language={language} />
          <HeatMap report={report} language={language} />
          <TrendView report={report} measure={measure} language={language} />
          <TeamComparison report={report} measure={measure} language={language} />
          <RecoveryView report={report} measures={measures} language={language} />
          <EffectView report={report} language={language} />
        </>
      )}
      <QualityView report={report} language={language} />
    </>
  );
}

/** "2026-W40 – 2026-W44", and the month where the weeks are all of one. */
function periodInWords({ weeks }: ExposureReport, language: Language): string {
  const period = `${weeks[0]} – ${weeks.at(-1)}`;
  const months = new Set(weeks.map(monthOfWeek));
  if (months.size !== 1) return period;
  const month = exposureTexts[language].wholeWeeks.replace(
    '{month}',
    monthInWords([...months][0]!, language),
  );
  return `${period} (${month})`;
}

async function read(client: ExposureClient, selection: Selection): Promise<Load> {
  const choices = await client.choices();
  const to = selection.to ?? choices.weeks.at(-1) ?? null;
  const from = selection.from ?? choices.weeks.slice(-USUAL_WEEKS)[0] ?? null;
  const report = await client.report({ ...selection, from, to });
  return { state: 'ready', choices, report };
}

async function saveAll(client: ExposureClient, report: ExposureReport, { teams }: Selection): Promise<void> {
  const [from, to] = [report.weeks[0] ?? null, report.weeks.at(-1) ?? null];
  saveFile(`evenkeel-exposure-${from}-${to}.csv`, await client.csv({ from, to, teams }));
}
