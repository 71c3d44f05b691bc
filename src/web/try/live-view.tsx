import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveViewLayout } from '../../delivery/live-view-message.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { tryTexts } from '../../i18n/texts/try-texts.js';
import { LanguageSwitch } from '../language-switch.js';
import { type AudioSource, channelsOf, decodeRecording } from './audio-feed.js';
import { Gauges } from './gauges.js';
import { checkToken } from './live-line.js';
import { LivePicture } from './live-picture.js';
import { type LiveRun, startRun } from './live-run.js';
import { type Recording, SourceChoice } from './source-choice.js';
import { EMPTY_HISTORY, withLevel, withMessage } from './view-history.js';

const DEMO_CALL = 'demo-call.wav';
const PROGRESS_MS = 250;

/** What is heard in a voice, live: a minute that scrolls, the present values, and the cues. */
export function LiveView(props: { readonly token: string | null; readonly language: Language }) {
  const { token } = props;
  const [language, setLanguage] = useState(props.language);
  /** Why this visitor may not start; null = they may; not known yet = nothing is offered. */
  const [refusal, setRefusal] = useState<string | null | undefined>(undefined);
  const [history, setHistory] = useState(EMPTY_HISTORY);
  const [said, setSaid] = useState('');
  const [recording, setRecording] = useState<Recording | null>(null);
  const [layout, setLayout] = useState<LiveViewLayout | null>(null);
  const [progress, setProgress] = useState<ReturnType<LiveRun['progress']> | null>(null);
  const run = useRef<LiveRun | null>(null);
  /** Counts starts and stops: what belongs to an earlier one is too late. */
  const turn = useRef(0);
  const texts = tryTexts[language];

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Evenkeel`;
  }, [language]);
  useEffect(() => {
    if (token !== null) void checkToken(token).then(setRefusal);
    const timer = setInterval(() => setProgress(run.current?.progress() ?? null), PROGRESS_MS);
    return () => {
      clearInterval(timer);
      run.current?.stop();
    };
  }, []);

  const halt = () => {
    turn.current += 1;
    run.current?.stop();
    run.current = null;
    setProgress(null);
    return turn.current;
  };
  /** Stops and clears: the page is as it was before. */
  const clear = () => {
    halt();
    setHistory(EMPTY_HISTORY);
    setRecording(null);
    setLayout(null);
    setSaid('');
  };
  const start = async (source: AudioSource, as: LiveViewLayout) => {
    if (token === null) return;
    const mine = halt();
    const isMine = () => mine === turn.current;
    setHistory(EMPTY_HISTORY);
    setSaid('');
    setLayout(as);
    try {
      const started = await startRun(source, as, token, {
        onMessage: (message) => {
          if (!isMine()) return;
          if (message.type === 'error') setSaid(texts.lost.replace('{text}', message.text));
          setHistory((before) => withMessage(before, message));
        },
        onLevel: (point) => isMine() && setHistory((before) => withLevel(before, point)),
        onEnd: () => {
          if (isMine()) halt();
        },
      });
      if (isMine()) run.current = started;
      else started.stop();
    } catch {
      if (isMine()) setSaid(source.from === 'microphone' ? texts.refused : texts.unreadable);
    }
  };
  const open = async (name: string, bytes: () => Promise<ArrayBuffer>) => {
    clear();
    const mine = turn.current;
    try {
      const decoded = await decodeRecording(await bytes());
      if (mine !== turn.current) return;
      const opened = { name, audio: decoded, channels: channelsOf(decoded) };
      setRecording(opened);
      if (opened.channels === 2) await start({ from: 'recording', recording: decoded }, 'caller-left');
    } catch {
      if (mine === turn.current) setSaid(texts.unreadable);
    }
  };
  const openFile = (file: File) => void open(file.name, () => file.arrayBuffer());
  const may = refusal === null;

  return (
    <main
      class="try"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined && may) openFile(file);
      }}
    >
      <header class="row try-head">
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={setLanguage} />
      </header>
      <p class="quiet">{token === null ? texts.needsToken : texts.intro}</p>
      {typeof refusal === 'string' && <p class="said">{texts.mayNot.replace('{text}', refusal)}</p>}
      {may && (
        <SourceChoice
          texts={texts}
          recording={recording}
          layout={layout}
          isRunning={progress !== null}
          onDemo={() => void open(texts.demoName, async () => (await fetch(DEMO_CALL)).arrayBuffer())}
          onMicrophone={() => {
            clear();
            void start({ from: 'microphone' }, 'caller');
          }}
          onFile={openFile}
          onLayout={(as) => {
            if (recording !== null) void start({ from: 'recording', recording: recording.audio }, as);
          }}
          onStop={clear}
        />
      )}
      {progress?.lengthS != null && (
        <progress
          class="try-progress"
          max={progress.lengthS}
          value={progress.atS}
          aria-label={texts.progress}
        />
      )}
      <p role="status" class="said">
        {said}
      </p>
      <LivePicture history={history} texts={texts} />
      {layout === 'mixed' && <p class="quiet">{texts.mixedNote}</p>}
      <Gauges heard={history.heard.at(-1) ?? null} language={language} />
      <section aria-labelledby="cues">
        <h2 id="cues">{texts.cues}</h2>
        {history.cues.length === 0 && <p class="quiet">{texts.noCues}</p>}
        <ol class="try-cues">
          {history.cues.map((cue) => {
            const { title, advice, reason, numbers } = sayCue(cue, language);
            return (
              <li key={cue.atMs} class="card">
                <strong>{title}</strong> {advice}{' '}
                <span class="quiet">
                  {texts.why.replace('{reason}', reason).replace('{numbers}', numbers)}
                </span>
              </li>
            );
          })}
        </ol>
      </section>
    </main>
  );
}
