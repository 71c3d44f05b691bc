import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveViewMessage } from '../../delivery/live-view-message.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { tryTexts } from '../../i18n/texts/try-texts.js';
import { ownField } from '../../own-field.js';
import { LanguageSwitch } from '../language-switch.js';
import { type AudioFeed, type AudioSource, startAudioFeed } from './audio-feed.js';
import { Gauge } from './gauge.js';

type Heard = Extract<LiveViewMessage, { type: 'heard' }>;
type HeardCue = Extract<LiveViewMessage, { type: 'cue' }>;

/** The value of `LIVE_VIEW_PROTOCOL`: pages take types alone from the server's folders. */
const PROTOCOL = 'evenkeel.try.v1';

/** What is heard in a voice, live: level, pitch, rate, state and cues. */
export function LiveView(props: { readonly token: string | null; readonly language: Language }) {
  const [language, setLanguage] = useState(props.language);
  const [heard, setHeard] = useState<Heard | null>(null);
  const [cues, setCues] = useState<readonly HeardCue[]>([]);
  const [said, setSaid] = useState('');
  const [running, setRunning] = useState(false);
  const stop = useRef<() => void>(() => {});
  const texts = tryTexts[language];

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Evenkeel`;
  }, [language]);
  useEffect(() => () => stop.current(), []);

  const take = (message: LiveViewMessage) => {
    if (message.type === 'heard') setHeard(message);
    else if (message.type === 'cue') setCues((before) => [message, ...before].slice(0, 20));
    else if (message.type === 'error') setSaid(texts.lost.replace('{text}', message.text));
  };
  const start = async (source: AudioSource) => {
    stop.current();
    setCues([]);
    setHeard(null);
    setSaid('');
    const url = new URL('try', document.baseURI);
    url.protocol = url.protocol.replace('http', 'ws');
    url.hash = '';
    let socket: WebSocket | null = null;
    let feed: AudioFeed | null = null;
    const end = () => {
      feed?.stop();
      socket?.close();
      setRunning(false);
    };
    try {
      feed = await startAudioFeed(
        source,
        (block) => socket?.readyState === WebSocket.OPEN && socket.send(block),
        end,
      );
    } catch {
      setSaid(source.from === 'file' ? texts.unreadable : texts.refused);
      return;
    }
    const line = new WebSocket(url, PROTOCOL);
    const { sampleRateHz } = feed;
    line.addEventListener('open', () => {
      line.send(JSON.stringify({ type: 'start', token: props.token, sampleRateHz }));
    });
    line.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as LiveViewMessage;
      if (message.type === 'ready') socket = line;
      take(message);
    });
    line.addEventListener('close', end);
    stop.current = () => {
      line.close();
      end();
    };
    setRunning(true);
  };

  const rate = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const change = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return (
    <main
      class="try"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined && props.token !== null) void start({ from: 'file', file });
      }}
    >
      <header class="row try-head">
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={setLanguage} />
      </header>
      <p class="quiet">{props.token === null ? texts.needsToken : texts.intro}</p>
      <div class="row">
        <button
          type="button"
          class="button button-main"
          disabled={props.token === null}
          onClick={() => start({ from: 'microphone' })}
        >
          {texts.microphone}
        </button>
        <label class="button file">
          {texts.file}
          <input
            type="file"
            accept="audio/*"
            class="visually-hidden"
            disabled={props.token === null}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) void start({ from: 'file', file });
            }}
          />
        </label>
        {running && (
          <button type="button" class="button" onClick={() => stop.current()}>
            {texts.stop}
          </button>
        )}
      </div>
      <p role="status" class="said">
        {said}
      </p>
      <section class="gauges">
        <div class="card gauge">
          <h2>{texts.mood}</h2>
          <p class="gauge-value">{heard === null ? '–' : ownField(texts.moods, heard.mood)}</p>
        </div>
        <Gauge
          name={texts.level}
          formula={texts.formulas.level}
          span={12}
          value={heard?.levelDeltaDb ?? null}
          say={change.format}
        />
        <Gauge
          name={texts.pitch}
          formula={texts.formulas.pitch}
          span={8}
          value={heard?.f0DeltaSemitones ?? null}
          say={change.format}
        />
        <Gauge
          name={texts.rate}
          formula={texts.formulas.rate}
          span={8}
          value={heard?.articulationRate ?? null}
          say={rate.format}
        />
      </section>
      <section aria-labelledby="cues">
        <h2 id="cues">{texts.cues}</h2>
        {cues.length === 0 && <p class="quiet">{texts.noCues}</p>}
        <ol class="try-cues">
          {cues.map((cue) => {
            const { title, advice, reason, numbers } = sayCue(cue, language);
            return (
              <li key={cue.atMs} class="card">
                <strong>{title}</strong> {advice} <span class="quiet">{`${reason} (${numbers})`}</span>
              </li>
            );
          })}
        </ol>
      </section>
    </main>
  );
}
