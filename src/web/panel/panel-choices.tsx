import { panelTexts } from '../../i18n/texts/panel-texts.js';
import { settingsTexts } from '../../i18n/texts/settings-texts.js';
import type { PageLook } from '../page-look.js';
import { allowNotifications, notificationsPossible } from './cue-notification.js';
import type { PanelSession } from './panel-session.js';
import { isOnAnotherNode } from './panel-state.js';
import { KeyList } from './settings/key-list.js';
import { SettingsView } from './settings/settings-view.js';
import type { Overlay } from './top-bar.js';

/** What the agent has opened to choose from: the list of keys or the settings. */
export function PanelChoices(props: {
  readonly overlay: Overlay;
  readonly session: PanelSession;
  readonly look: PageLook;
  readonly onLook: (change: Partial<PageLook>) => void;
  readonly onClose: () => void;
}) {
  const { overlay, session, look } = props;
  const { state, preferences, language } = session;
  const texts = panelTexts[language];
  if (overlay === 'keys') {
    return (
      <KeyList
        texts={settingsTexts[language]}
        on={preferences.keys}
        closeLabel={texts.close}
        onToggle={(keys) => session.choose({ keys })}
        onClose={props.onClose}
      />
    );
  }
  if (overlay !== 'settings') return null;
  return (
    <SettingsView
      look={look}
      preferences={preferences}
      selfCoachingOffered={state.selfCoachingOffered}
      isCallElsewhere={isOnAnotherNode(state)}
      notifications={notificationsPossible()}
      texts={texts}
      onLook={props.onLook}
      onPreferences={(change) => session.choose(change)}
      onMyCalls={() => openMyCalls(session.signIn.carriedToken())}
      onNotify={async (on) => session.choose({ notify: on && (await allowNotifications()) })}
    />
  );
}

/** The new page has a tab of its own, and so a session storage of its own: the sign-in goes along in the fragment. */
function openMyCalls(token: string | null): void {
  const fragment = token === null ? '' : `#${new URLSearchParams({ token })}`;
  window.open(`my-calls.html${fragment}`, '_blank', 'noopener');
}
