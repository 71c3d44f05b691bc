import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { sayCue } from '../../i18n/say-cue.js';
import { panelTexts } from '../../i18n/texts/panel-texts.js';
import { settingsTexts } from '../../i18n/texts/settings-texts.js';
import { type PageLook, showPageLook } from '../page-look.js';
import { announcement } from './announcement.js';
import { allowNotifications, notificationsPossible, notifyCue } from './cue-notification.js';
import { isMuted, type Mute, muteFrom } from './mute.js';
import { showInOwnWindow } from './own-window/in-own-window.js';
import { canPopOut, popOut } from './own-window/own-window.js';
import { PanelContent, type PanelMoment } from './panel-content.js';
import { type KeyAction, listenForKeys } from './panel-keys.js';
import type { PanelSession } from './panel-session.js';
import { isOnAnotherNode } from './panel-state.js';
import { currentCall, type PanelView, panelStatus, panelView } from './panel-view.js';
import { KeyList } from './settings/key-list.js';
import { MuteChoice } from './settings/mute-choice.js';
import { SettingsView } from './settings/settings-view.js';
import { playSoftSound } from './soft-sound.js';
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
  const [ownWindow, setOwnWindow] = useState<Window | null>(null);
  const main = useRef<HTMLElement>(null);

  const { state, preferences, language } = session;
  const now = session.now();
  const texts = panelTexts[language];
  const callRef = currentCall(state)?.callRef ?? null;
  const view = panelView(state, preferences.mute, now);
  const muted = isMuted(preferences.mute, callRef, now);
  const cue = view.show === 'cue' ? view.cue : null;
  const isBreathing = cue === null && moment.pacerMs !== null;

  // Before the page paints: a session that starts at once may have something to say at once, such as no sign-in.
  useLayoutEffect(() => session.watch(() => redraw(0)), [session]);

  useEffect(() => {
    const shown = { ...look, language };
    for (const target of [document, ownWindow?.document]) {
      if (target !== undefined) showPageLook(target, shown);
    }
    keepLook(shown);
  }, [look, language, ownWindow]);

  useEffect(() => session.standIn(ownWindow ?? window), [session, ownWindow]);

  useEffect(() => {
    if (ownWindow !== null) return showInOwnWindow(texts, () => ownWindow.close());
  }, [ownWindow, language]);

  // A panel on top of everything is seen as it is.
  useEffect(() => {
    if (cue === null || !preferences.notify || ownWindow !== null) return;
    return notifyCue(cue.cueId, sayCue(cue, language));
  }, [cue?.cueId]);

  useEffect(() => {
    if (cue !== null && preferences.sound) playSoftSound();
  }, [cue?.cueId]);

  // What held the focus has gone with the cue: keep the keyboard's place in the panel.
  useEffect(() => {
    const owner = root.ownerDocument;
    if (owner.activeElement === owner.body && owner.hasFocus()) main.current?.focus({ preventScroll: true });
  }, [view.show, overlay]);

  const mute = (scope: Mute['scope'] | null) => {
    session.choose({ mute: scope === null ? null : muteFrom(scope, callRef, now) });
    setOverlay(null);
  };
  const breathe = () => {
    setOverlay(null);
    setMoment({ ...moment, pacerMs: ONE_BREATH_MS, isReset: false, isClosing: false });
  };
  const onHold = currentCall(state)?.state === 'held';
  const hold = callRef === null ? null : () => session.hold(callRef, !onHold);
  const press = (action: KeyAction): boolean => {
    switch (action) {
      case 'helped':
      case 'not-now':
      case 'wrong':
        if (cue !== null) session.answerCue(cue.cueId, action);
        return cue !== null;
      case 'why':
        main.current?.querySelector<HTMLElement>('.why-ask')?.click();
        return true;
      case 'breathe':
        breathe();
        return true;
      case 'hold':
        hold?.();
        return hold !== null;
      case 'mute':
      case 'settings':
        setOverlay(overlay === action ? null : action);
        return true;
      case 'help':
        setOverlay(overlay === 'keys' ? null : 'keys');
        return true;
      case 'escape':
        if (overlay !== null) setOverlay(null);
        else setMoment({ ...moment, pacerMs: null, isClosing: moment.isReset, isReset: false });
        return overlay !== null || isBreathing;
    }
  };
  useEffect(() => listenForKeys((ownWindow ?? window).document, () => session.keysOn, press));

  const changeLook = (change: Partial<PageLook>) => {
    if (change.language !== undefined) session.speak(change.language);
    setLook({ ...look, ...change });
  };

  return (
    <div class="panel">
      <TopBar
        texts={texts}
        status={panelStatus(state, preferences.mute, now)}
        muted={muted}
        occasion={occasionOf(view.show, isBreathing)}
        level={currentCall(state)?.level ?? null}
        overlay={overlay}
        onOverlay={setOverlay}
        onBreathe={breathe}
        held={onHold}
        onHold={hold}
        onPopOut={
          canPopOut() && ownWindow === null
            ? async () => setOwnWindow(await popOut(root, () => setOwnWindow(null)))
            : null
        }
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
        {overlay === 'keys' && (
          <KeyList
            texts={settingsTexts[language]}
            on={preferences.keys}
            closeLabel={texts.close}
            onToggle={(keys) => session.choose({ keys })}
            onClose={() => setOverlay(null)}
          />
        )}
        {overlay === 'settings' && (
          <SettingsView
            look={{ ...look, language }}
            preferences={preferences}
            selfCoachingOffered={state.selfCoachingOffered}
            isCallElsewhere={isOnAnotherNode(state)}
            notifications={notificationsPossible()}
            texts={texts}
            onLook={changeLook}
            onPreferences={(change) => session.choose(change)}
            onMyCalls={() => openMyCalls(session.signIn.carriedToken())}
            onNotify={async (on) => session.choose({ notify: on && (await allowNotifications()) })}
          />
        )}
      </main>
      <p role="status" class="visually-hidden">
        {announcement(view, language)}
      </p>
    </div>
  );
}

const NOTHING_DONE: PanelMoment = { pacerMs: null, isReset: false, isClosing: false, breathedCueId: '' };

/** What the bar names instead of the state: it must say what the panel shows. */
function occasionOf(show: PanelView['show'], isBreathing: boolean): TopBarProps['occasion'] {
  if (isBreathing) return 'breathing';
  if (show === 'cue' || show === 'reset') return show;
  return show === 'own-breath' ? 'breathing' : null;
}

/** The new page has a tab of its own, and so a session storage of its own: the sign-in goes along in the fragment. */
function openMyCalls(token: string | null): void {
  const fragment = token === null ? '' : `#${new URLSearchParams({ token })}`;
  window.open(`my-calls.html${fragment}`, '_blank', 'noopener');
}

/** The pacer rounds up to one whole breath of the chosen pace. */
const ONE_BREATH_MS = 1;
