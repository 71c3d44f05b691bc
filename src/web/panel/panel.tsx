import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { sayCue } from '../../i18n/say-cue.js';
import { panelTexts } from '../../i18n/texts/panel-texts.js';
import { type PageLook, showPageLook } from '../page-look.js';
import { takePageToken } from '../page-token.js';
import { announcement } from './announcement.js';
import { allowNotifications, notificationsPossible, notifyCue } from './cue-notification.js';
import { showInOwnWindow } from './in-own-window.js';
import { isMuted, type Mute, muteFrom } from './mute.js';
import { canPopOut, popOut } from './own-window.js';
import { PanelContent, type PanelMoment } from './panel-content.js';
import type { PanelSession } from './panel-session.js';
import { currentCall, panelStatus, panelView } from './panel-view.js';
import { SettingsView } from './settings-view.js';
import { TopBar } from './top-bar.js';

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
  const [settingsOpen, setSettingsOpen] = useState(false);
  const [moment, setMoment] = useState<PanelMoment>({ pacerMs: null, breathedCueId: '' });
  const [ownWindow, setOwnWindow] = useState<Window | null>(null);
  const main = useRef<HTMLElement>(null);

  const { state, preferences, language } = session;
  const now = session.now();
  const texts = panelTexts[language];
  const callRef = currentCall(state)?.callRef ?? null;
  const view = panelView(state, preferences.mute, now);
  const muted = isMuted(preferences.mute, callRef, now);
  const cue = view.show === 'cue' ? view.cue : null;

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

  // What held the focus has gone with the cue: keep the keyboard's place in the panel.
  useEffect(() => {
    const owner = root.ownerDocument;
    if (owner.activeElement === owner.body && owner.hasFocus()) main.current?.focus({ preventScroll: true });
  }, [view.show, settingsOpen]);

  const mute = (scope: Mute['scope'] | null) =>
    session.choose({ mute: scope === null ? null : muteFrom(scope, callRef, now) });
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
        settingsOpen={settingsOpen}
        onMute={() => mute(muted ? null : callRef === null ? 'hour' : 'call')}
        onBreathe={() => {
          setSettingsOpen(false);
          setMoment({ ...moment, pacerMs: ONE_BREATH_MS });
        }}
        onSettings={() => setSettingsOpen(!settingsOpen)}
        onPopOut={
          canPopOut() && ownWindow === null
            ? async () => setOwnWindow(await popOut(root, () => setOwnWindow(null)))
            : null
        }
      />
      <main ref={main} tabIndex={-1} class="panel-main">
        {state.link === 'moving' && <p class="moving">{texts.moving}</p>}
        {(!settingsOpen || cue !== null) && (
          <PanelContent
            view={view}
            session={session}
            language={language}
            texts={texts}
            moment={moment}
            onMoment={(change) => setMoment((before) => ({ ...before, ...change }))}
            onUnmute={() => mute(null)}
          />
        )}
        {settingsOpen && (
          <SettingsView
            look={{ ...look, language }}
            preferences={preferences}
            inCall={callRef !== null}
            selfCoachingOffered={state.selfCoachingOffered}
            notifications={notificationsPossible()}
            texts={texts}
            onLook={changeLook}
            onPreferences={(change) => session.choose(change)}
            onMute={mute}
            onMyCalls={() => openMyCalls(takePageToken('agent'))}
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

/** The new page has a tab of its own, and so a session storage of its own: the sign-in goes along in the fragment. */
function openMyCalls(token: string | null): void {
  const fragment = token === null ? '' : `#${new URLSearchParams({ token })}`;
  window.open(`my-calls.html${fragment}`, '_blank', 'noopener');
}

/** The pacer rounds up to one whole breath of the chosen pace. */
const ONE_BREATH_MS = 1;
