// The same desktop in React. Copy EvenkeelPanel; the rest shows how calls reach it. Build it with your own bundler.

// Or from the package, with types: import { mountPanel } from 'evenkeel/desktop';
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getTicket, getToken } from './agent-token.js';

/** The `platform` of the connector that brings the audio; by default the name of its protocol. */
const PLATFORM = 'native';

/** A value that handlers read when they run: the panel is mounted once, whatever is rendered meanwhile. */
function useLatest(value) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

/**
 * Evenkeel's panel. It keeps one frame for the whole time that it is shown; `call` says who is on the line.
 *
 * props:
 *   url        where Evenkeel is served
 *   call       { platform, callId } of the call on the line, or null
 *   language   'en' or 'zh-CN'; without it the panel speaks the browser's language
 *   getToken   gives the agent's token, again before each one ends
 *   getTicket  gives the binding ticket for a call
 *   onCue      a cue is shown: { id, kind }
 *   onCueEnded it is gone again: { id }
 */
export function EvenkeelPanel({ url, call, language, onCue, onCueEnded, ...back }) {
  const place = useRef(null);
  const panel = useRef(null);
  const handlers = useLatest({ onCue, onCueEnded, ...back });

  useEffect(() => {
    const mounted = mountPanel(place.current, {
      url,
      getToken: () => handlers.current.getToken(),
      getTicket: (platform, callId) => handlers.current.getTicket(platform, callId),
      onCue: (cue) => handlers.current.onCue?.(cue),
      onCueEnded: (cue) => handlers.current.onCueEnded?.(cue),
    });
    panel.current = mounted;
    return () => {
      panel.current = null;
      mounted.remove();
    };
  }, [url, handlers]);

  const platform = call?.platform;
  const callId = call?.callId;
  useEffect(() => {
    if (platform === undefined || callId === undefined) return;
    const mounted = panel.current;
    mounted?.call(platform, callId);
    return () => mounted?.callEnded(platform, callId);
  }, [platform, callId]);

  useEffect(() => {
    if (language !== undefined) panel.current?.speak(language);
  }, [language]);

  return <div ref={place} style={{ flex: 1, minHeight: 220 }} />;
}

/** Your telephone. Here: two calls wait, and whoever is answered is on the line until somebody hangs up. */
function usePhone() {
  const [waiting, setWaiting] = useState([
    { callId: 'call-1', caller: 'Mrs Ada Byron' },
    { callId: 'call-2', caller: 'Mr Alan Mathison' },
  ]);
  const [current, setCurrent] = useState(null);

  const answer = useCallback((call) => {
    setCurrent(call);
    setWaiting((calls) => calls.filter(({ callId }) => callId !== call.callId));
  }, []);
  const hangUp = useCallback(() => setCurrent(null), []);
  return { waiting, current, answer, hangUp };
}

function WaitingCalls({ calls, isBusy, onAnswer }) {
  return (
    <section>
      <h2>Waiting</h2>
      <ul id="waiting">
        {calls.map((call) => (
          <li key={call.callId}>
            {call.caller}
            <button
              type="button"
              aria-label={`Answer ${call.caller}`}
              disabled={isBusy}
              onClick={() => onAnswer(call)}
            >
              Answer
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CurrentCall({ call, onHangUp }) {
  return (
    <section>
      <h2>On the line</h2>
      <p>{call === null ? 'No call.' : call.caller}</p>
      <button type="button" disabled={call === null} onClick={onHangUp}>
        Hang up
      </button>
    </section>
  );
}

/** The panel beside the calls: folded away when the agent wants that, raised when a cue comes. */
function CoachPlace({ call, language }) {
  const [isOpen, setOpen] = useState(true);
  const [cues, setCues] = useState([]);
  const names = [isOpen ? '' : 'folded', cues.length > 0 ? 'has-cue' : ''].join(' ').trim();
  return (
    <aside id="coach-place" className={names}>
      <button id="fold" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Coach
      </button>
      <div id="coach" style={{ display: 'flex', flexDirection: 'column' }}>
        <EvenkeelPanel
          url="https://evenkeel.example/"
          call={call === null ? null : { platform: PLATFORM, callId: call.callId }}
          language={language}
          getToken={getToken}
          getTicket={getTicket}
          onCue={({ id }) => {
            setCues((shown) => [...shown, id]);
            setOpen(true);
          }}
          onCueEnded={({ id }) => setCues((shown) => shown.filter((one) => one !== id))}
        />
      </div>
    </aside>
  );
}

function Desktop() {
  const { waiting, current, answer, hangUp } = usePhone();
  const [language, setLanguage] = useState(undefined);
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <>
      <header>
        <h1>Calls</h1>
        <button type="button" onClick={() => setLanguage(other)}>
          {other === 'en' ? 'English' : '中文'}
        </button>
      </header>
      <main>
        <WaitingCalls calls={waiting} isBusy={current !== null} onAnswer={answer} />
        <CurrentCall call={current} onHangUp={hangUp} />
      </main>
      <CoachPlace call={current} language={language} />
    </>
  );
}

createRoot(document.getElementById('desktop')).render(<Desktop />);
