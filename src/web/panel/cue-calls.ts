import { useEffect } from 'preact/hooks';
import type { CueMessage } from '../../delivery/agent-message.js';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { notifyCue } from './cue-notification.js';
import type { Preferences } from './settings/preferences.js';
import { playSoftSound } from './soft-sound.js';

/** Calls to a new cue as the agent chose: a notification where the panel is not on top, and a soft sound. */
export function useCueCalls(
  cue: CueMessage | null,
  options: { readonly preferences: Preferences; readonly language: Language; readonly isOnTop: boolean },
): void {
  const { preferences, language, isOnTop } = options;
  // A panel on top of everything is seen as it is.
  useEffect(() => {
    if (cue === null || !preferences.notify || isOnTop) return;
    return notifyCue(cue.cueId, sayCue(cue, language));
  }, [cue?.cueId]);

  useEffect(() => {
    if (cue !== null && preferences.sound) playSoftSound();
  }, [cue?.cueId]);
}
