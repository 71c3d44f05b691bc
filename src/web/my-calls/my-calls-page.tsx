import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { type MyCallsTexts, myCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import type { MyCall, MyCheckIns } from '../../storage/own-records/my-calls-routes.js';
import { LanguageSwitch } from '../language-switch.js';
import { CallDays, DayChoice } from './call-days.js';
import { callsByDay } from './calls-by-day.js';
import { CheckInCard } from './check-in-card.js';
import { OwnDataButtons } from './own-data-buttons.js';
import { type OwnRecords, SignedOut } from './own-records.js';
import { OwnTrends } from './own-trends.js';
import { saveFile } from './save-file.js';

export type MyCallsPageProps = {
  readonly records: OwnRecords;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
};

type Here = {
  readonly name: 'here';
  readonly calls: readonly MyCall[];
  readonly nextBefore: number | null;
  readonly checkIns: MyCheckIns['checkIns'];
  /** Where the day begins that was asked for; null = every day. */
  readonly day: number | null;
};
type ChangeHere = (changed: (here: Here) => Partial<Here>) => void;
type Loaded = { readonly name: 'loading' | 'failed' | 'signed-out' } | Here;

/** The agent's own record: everything that is held, and its way out. */
export function MyCallsPage({ records, language: first, onLanguage }: MyCallsPageProps) {
  const [language, setLanguage] = useState(first);
  const [loaded, setLoaded] = useState<Loaded>({ name: 'loading' });
  const texts = myCallsTexts[language];

  const change: ChangeHere = (changed) =>
    setLoaded((now) => (now.name === 'here' ? { ...now, ...changed(now) } : now));

  /** The first page at once; then as far back as the trends go. */
  const load = async () => {
    try {
      const { calls, nextBefore } = await records.calls(null);
      const checkIns = await records.checkIns();
      setLoaded({ name: 'here', calls, nextBefore, checkIns, day: null });
      await readBack(records, nextBefore, change);
    } catch (cause) {
      setLoaded({ name: cause instanceof SignedOut ? 'signed-out' : 'failed' });
    }
  };
  useEffect(() => void load(), [records]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Evenkeel`;
    onLanguage(language);
  }, [language]);

  switch (loaded.name) {
    case 'loading':
      return <main class="page" aria-busy="true" />;
    case 'here':
      return (
        <OwnRecord
          here={loaded}
          records={records}
          texts={texts}
          language={language}
          onLanguage={setLanguage}
          onChange={change}
        />
      );
    case 'signed-out':
      return (
        <Message title={texts.title} text={texts.signedOut[records.tokens.end]}>
          {records.tokens.canSignIn && (
            <button type="button" class="button" onClick={() => records.tokens.signIn().then(load)}>
              {texts.signIn}
            </button>
          )}
        </Message>
      );
    case 'failed':
      return (
        <Message title={texts.title} text={texts.failed}>
          <button type="button" class="button" onClick={load}>
            {texts.retry}
          </button>
        </Message>
      );
  }
}

/** How far back trends look. */
const TREND_MS = 13 * 7 * 86_400_000;

/** Reads older calls until the trends have their weeks. What cannot be read stays behind the button for older calls. */
async function readBack(records: OwnRecords, first: number | null, change: ChangeHere): Promise<void> {
  const since = Date.now() - TREND_MS;
  for (let before = first; before !== null && before > since; ) {
    const older = await records.calls(before).catch(() => null);
    if (older === null) return;
    change(({ calls }) => ({ calls: [...calls, ...older.calls], nextBefore: older.nextBefore }));
    before = older.nextBefore;
  }
}

/** Calls first; then how it is going; then the weeks. */
function OwnRecord(props: {
  readonly here: Here;
  readonly records: OwnRecords;
  readonly texts: MyCallsTexts;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onChange: ChangeHere;
}) {
  const { here, records, texts, language, onChange } = props;
  const { calls, nextBefore, checkIns } = here;
  const [said, setSaid] = useState('');
  /** True when it was done; otherwise it has been said that it was not. */
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch {
      setSaid(texts.notDone);
      return false;
    }
  };
  const forget = (id: string) =>
    attempt(async () => {
      await records.deleteCall(id);
      onChange((now) => ({ calls: now.calls.filter((call) => call.id !== id) }));
      setSaid(texts.deleted);
    });
  const forgetAll = () =>
    attempt(async () => {
      await records.deleteEverything();
      onChange(() => ({ calls: [], nextBefore: null, checkIns: [], day: null }));
      setSaid(texts.deleted);
    });
  const readOlder = () =>
    attempt(async () => {
      const older = await records.calls(nextBefore);
      onChange((now) => ({ calls: [...now.calls, ...older.calls], nextBefore: older.nextBefore }));
    });
  const older = nextBefore === null ? null : readOlder;
  const days = callsByDay(calls);
  // A day whose last call was deleted is no longer there to be chosen.
  const chosen = days.find(({ startMs }) => startMs === here.day) ?? null;
  return (
    <main class="page">
      <header class="page-head">
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={props.onLanguage} />
      </header>
      <p class="quiet">{texts.intro}</p>
      <p class="said" role="status">
        {said}
      </p>
      <section class="all-calls" aria-labelledby="calls">
        <div class="page-head">
          <h2 id="calls">{texts.calls}</h2>
          {days.length > 0 && (
            <DayChoice
              days={days}
              chosen={chosen?.startMs ?? null}
              texts={texts}
              language={language}
              onChoose={(day) => onChange(() => ({ day }))}
              onOlder={older}
            />
          )}
        </div>
        {days.length === 0 && <p class="quiet">{texts.none}</p>}
        <CallDays
          key={chosen?.startMs ?? ''}
          days={chosen === null ? days : [chosen]}
          texts={texts}
          language={language}
          onNote={(id, text) => attempt(() => records.writeNote(id, text))}
          onDelete={forget}
          onOlder={chosen === null ? older : null}
        />
      </section>
      <CheckInCard
        checkIns={checkIns}
        texts={texts}
        language={language}
        onCheckIn={(feeling) =>
          attempt(async () => {
            await records.checkIn(feeling);
            setSaid(texts.checkedIn);
            const answers = await records.checkIns();
            onChange(() => ({ checkIns: answers }));
          })
        }
      />
      <OwnTrends calls={calls} texts={texts} language={language} />
      <OwnDataButtons
        texts={texts}
        onSave={(format) =>
          attempt(async () => saveFile(await records.export(format), `evenkeel-my-calls.${format}`))
        }
        onDeleteAll={forgetAll}
      />
    </main>
  );
}

function Message(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}) {
  return (
    <main class="page">
      <h1>{props.title}</h1>
      <p class="quiet">{props.text}</p>
      {props.children}
    </main>
  );
}
