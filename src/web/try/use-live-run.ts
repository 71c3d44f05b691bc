import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveViewLayout } from '../../delivery/live-view-message.js';
import type { TryTexts } from '../../i18n/texts/try-texts.js';
import { type AudioSource, channelsOf, decodeRecording } from './audio-feed.js';
import { type LiveRun, startRun } from './live-run.js';
import type { Recording } from './source-choice.js';
import { EMPTY_HISTORY, type ViewHistory, withLevel, withMessage } from './view-history.js';

const PROGRESS_MS = 250;

/** What is being heard, and the ways to begin and to end it. */
export type LiveHearing = {
  readonly history: ViewHistory;
  /** Something to tell the visitor; empty = nothing. */
  readonly said: string;
  readonly recording: Recording | null;
  readonly layout: LiveViewLayout | null;
  readonly progress: ReturnType<LiveRun['progress']> | null;
  readonly open: (name: string, bytes: () => Promise<ArrayBuffer>) => Promise<void>;
  readonly listen: () => void;
  readonly choose: (layout: LiveViewLayout) => void;
  /** Stops and clears: the page is as it was before. */
  readonly clear: () => void;
};

/** Runs audio through the live view, one source at a time. */
export function useLiveRun(token: string | null, texts: TryTexts): LiveHearing {
  const [history, setHistory] = useState(EMPTY_HISTORY);
  const [said, setSaid] = useState('');
  const [recording, setRecording] = useState<Recording | null>(null);
  const [layout, setLayout] = useState<LiveViewLayout | null>(null);
  const [progress, setProgress] = useState<LiveHearing['progress']>(null);
  const run = useRef<LiveRun | null>(null);
  /** Counts starts and stops: what belongs to an earlier one is too late. */
  const turn = useRef(0);
  useEffect(() => {
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
          if (message.type === 'error') setSaid(texts.lost.replace('{code}', message.code));
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
  return {
    history,
    said,
    recording,
    layout,
    progress,
    open,
    listen: () => {
      clear();
      void start({ from: 'microphone' }, 'caller');
    },
    choose: (as) => {
      if (recording !== null) void start({ from: 'recording', recording: recording.audio }, as);
    },
    clear,
  };
}
