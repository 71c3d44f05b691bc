import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { myCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import type { MyCall, MyCheckIns } from '../../storage/own-records/my-calls-routes.js';
import { LanguageSwitch } from '../language-switch.js';
import { CallCard } from './call-card.js';
import { CheckInCard } from './check-in-card.js';
import { type OwnRecords, SignedOut } from './own-records.js';
import { OwnTrends } from './own-trends.js';
import { saveFile } from './save-file.js';

export type MyCallsPageProps = {
  readonly records: OwnRecords;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
};

type Loaded =
  | { readonly name: 'loading' }
  | { readonly name: 'failed' }
  | { readonly name: 'signed-out' }
  | {
      readonly name: 'here';
      readonly calls: readonly MyCall[];
      readonly nextBefore: number | null;
      readonly checkIns: MyCheckIns['checkIns'];
    };

/** The agent's own record: everything that is held, and its way out. */
export function MyCallsPage({ records, language: first, onLanguage }: MyCallsPageProps) {
  const [language, setLanguage] = useState(first);
  const [loaded, setLoaded] = useState<Loaded>({ name: 'loading' });
  const [said, setSaid] = useState('');
  const [asking, setAsking] = useState(false);
  const texts = myCallsTexts[language];

  const load = async (before: number | null, known: readonly MyCall[]) => {
    try {
      const { calls, nextBefore } = await records.calls(before);
      const checkIns = await records.checkIns();
      setLoaded({ name: 'here', calls: [...known, ...calls], nextBefore, checkIns });
    } catch (cause) {
      setLoaded(cause instanceof SignedOut ? { name: 'signed-out' } : { name: 'failed' });
    }
  };
  useEffect(() => void load(null, []), [records]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Evenkeel`;
    onLanguage(language);
  }, [language]);

  if (loaded.name === 'loading') return <main class="page" aria-busy="true" />;
  if (loaded.name === 'signed-out') {
    const { tokens } = records;
    return (
      <Message title={texts.title} text={texts.signedOut[tokens.end]}>
        {tokens.canSignIn && (
          <button type="button" class="button" onClick={() => tokens.signIn().then(() => load(null, []))}>
            {texts.signIn}
          </button>
        )}
      </Message>
    );
  }
  if (loaded.name === 'failed') {
    return (
      <Message title={texts.title} text={texts.failed}>
        <button type="button" class="button" onClick={() => load(null, [])}>
          {texts.retry}
        </button>
      </Message>
    );
  }

  const { calls, nextBefore, checkIns } = loaded;
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
      setLoaded({ ...loaded, calls: calls.filter((call) => call.id !== id) });
      setSaid(texts.deleted);
    });
  const forgetAll = () =>
    attempt(async () => {
      await records.deleteEverything();
      setLoaded({ name: 'here', calls: [], nextBefore: null, checkIns: [] });
      setAsking(false);
      setSaid(texts.deleted);
    });
  const save = (format: 'json' | 'csv') =>
    attempt(async () => saveFile(await records.export(format), `evenkeel-my-calls.${format}`));

  return (
    <main class="page">
      <header class="page-head">
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={setLanguage} />
      </header>
      <p class="quiet">{texts.intro}</p>
      <section aria-labelledby="calls">
        <div class="page-head">
          <h2 id="calls">{texts.calls}</h2>
          <div class="row">
            <button type="button" class="button" onClick={() => save('csv')}>
              {texts.export} CSV
            </button>
            <button type="button" class="button" onClick={() => save('json')}>
              {texts.export} JSON
            </button>
            <button type="button" class="button" onClick={() => setAsking(true)}>
              {texts.deleteAll}
            </button>
          </div>
        </div>
        {asking && (
          <div class="ask card" role="alertdialog" aria-label={texts.deleteAll}>
            <p>{texts.deleteAllAsk}</p>
            <div class="row">
              <button type="button" class="button button-main" onClick={forgetAll}>
                {texts.deleteYes}
              </button>
              <button type="button" class="button" onClick={() => setAsking(false)}>
                {texts.keep}
              </button>
            </div>
          </div>
        )}
        {calls.length === 0 && <p class="quiet">{texts.none}</p>}
        <ul class="calls">
          {calls.map((call) => (
            <CallCard
              key={call.id}
              call={call}
              texts={texts}
              language={language}
              onNote={(text) => attempt(() => records.writeNote(call.id, text))}
              onDelete={() => forget(call.id)}
            />
          ))}
        </ul>
        {nextBefore !== null && (
          <button type="button" class="button" onClick={() => load(nextBefore, calls)}>
            {texts.more}
          </button>
        )}
      </section>
      <CheckInCard
        checkIns={checkIns}
        said={said}
        texts={texts}
        language={language}
        onCheckIn={(feeling) =>
          attempt(async () => {
            await records.checkIn(feeling);
            setSaid(texts.checkedIn);
            setLoaded({ ...loaded, checkIns: await records.checkIns() });
          })
        }
      />
      <OwnTrends calls={calls} texts={texts} language={language} />
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
