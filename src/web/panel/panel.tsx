import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { panelTexts } from '../../i18n/texts/panel-texts.js';
import type { PageLook } from '../page-look.js';
import { announcement } from './announcement.js';
import { useCueCalls } from './cue-calls.js';
import { type Mute, muteFrom } from './mute.js';
import { useOwnWindow } from './own-window/use-own-window.js';
import { PanelChoices } from './panel-choices.js';
import { PanelContent, type PanelMoment } from './panel-content.js';
import { panelKeyPress } from './panel-key-press.js';
import { listenForKeys } from './panel-keys.js';
import type { PanelSession } from './panel-session.js';
import { type PanelView, panelFacts } from './panel-view.js';
import { MuteChoice } from './settings/mute-choice.js';
import { type Overlay, TopBar, type TopBarProps } from './top-bar.js';

export type PanelProps = {
  readonly session: PanelSession;
  readonly look: PageLook;
  readonly root: HTMLElement;
  readonly keepLook: (look: PageLook) => void;
};

/** The agent's panel: a bar, one thing at a time, and what the agent may choose. */
export function Panel({ session, root, look: firstLook, keepLook }: PanelProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [look, setLook] = useState(firstLook);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [moment, setMoment] = useState<PanelMoment>(NOTHING_DONE);
  const main = useRef<HTMLElement>(null);

  const { state, preferences, language } = session;
  const texts = panelTexts[language];
  const { callRef, view, status, muted, cue, onHold, level } = panelFacts(
    state,
    preferences.mute,
    session.now(),
  );
  const isBreathing = cue === null && moment.pacerMs !== null;

  // Before the page paints: a session that starts at once may have something to say at once, such as no sign-in.
  useLayoutEffect(() => session.watch(() => redraw(0)), [session]);

  const own = useOwnWindow(root, session, { look, keepLook });
  useCueCalls(cue, { preferences, language, isOnTop: own.window !== null });

  useKeptFocus(main, `${view.show} ${overlay}`);

  const mute = (scope: Mute['scope'] | null) => {
    session.choose({ mute: scope === null ? null : muteFrom(scope, callRef, session.now()) });
    setOverlay(null);
  };
  const breathe = () => {
    setOverlay(null);
    setMoment({ ...moment, pacerMs: ONE_BREATH_MS, isReset: false, isClosing: false });
  };
  const hold = callRef === null ? null : () => session.hold(callRef, !onHold);
  const press = panelKeyPress({
    cue: cue?.cueId ?? null,
    overlay,
    isBreathing,
    session,
    hold,
    askWhy: () => main.current?.querySelector<HTMLElement>('.why-ask')?.click(),
    breathe,
    onOverlay: setOverlay,
    endBreathing: () => setMoment({ ...moment, pacerMs: null, isClosing: moment.isReset, isReset: false }),
  });
  useEffect(() => listenForKeys((own.window ?? window).document, () => session.keysOn, press));

  return (
    <div class="panel">
      <TopBar
        texts={texts}
        status={status}
        muted={muted}
        occasion={occasionOf(view.show, isBreathing)}
        level={level}
        overlay={overlay}
        onOverlay={setOverlay}
        onBreathe={breathe}
        held={onHold}
        onHold={hold}
        onPopOut={own.onPopOut}
      />
      <main ref={main} tabIndex={-1} class="panel-main">
        {state.link === 'moving' && <p class="moving">{texts.moving}</p>}
        {overlay === 'mute' && (
          <MuteChoice
            mute={muted ? preferences.mute : null}
            inCall={callRef !== null}
            texts={texts.mute}
            onMute={mute}
          />
        )}
        {(overlay === null || overlay === 'mute' || cue !== null) && (
          <PanelContent
            view={view}
            session={session}
            language={language}
            texts={texts}
            moment={moment}
            onMoment={(change) => setMoment((before) => ({ ...before, ...change }))}
            onUnmute={() => mute(null)}
            onResume={hold}
          />
        )}
        <PanelChoices
          overlay={overlay}
          session={session}
          look={{ ...look, language }}
          onLook={(change) => {
            if (change.language !== undefined) session.speak(change.language);
            setLook({ ...look, ...change });
          }}
          onClose={() => setOverlay(null)}
        />
      </main>
      <p role="status" class="visually-hidden">
        {announcement(view, language)}
      </p>
    </div>
  );
}

const NOTHING_DONE: PanelMoment = { pacerMs: null, isReset: false, isClosing: false, breathedCueId: '' };

/** What held the focus goes with the cue: the keyboard's place stays in the panel. */
function useKeptFocus(main: { readonly current: HTMLElement | null }, shown: string): void {
  useEffect(() => {
    const owner = main.current?.ownerDocument;
    if (owner !== undefined && owner.activeElement === owner.body && owner.hasFocus())
      main.current?.focus({ preventScroll: true });
  }, [shown]);
}

/** What the bar names instead of the state: it must say what the panel shows. */
function occasionOf(show: PanelView['show'], isBreathing: boolean): TopBarProps['occasion'] {
  if (isBreathing) return 'breathing';
  if (show === 'cue' || show === 'reset') return show;
  return show === 'own-breath' ? 'breathing' : null;
}

/** The pacer rounds up to one whole breath of the chosen pace. */
const ONE_BREATH_MS = 1;
