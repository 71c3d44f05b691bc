import type { KeyAction } from './panel-keys.js';
import type { PanelSession } from './panel-session.js';
import type { Overlay } from './top-bar.js';

/** What the keys act on, as the panel stands now. */
export type KeyTargets = {
  /** The cue that is shown; null = none. */
  readonly cue: string | null;
  readonly overlay: Overlay;
  readonly isBreathing: boolean;
  readonly session: Pick<PanelSession, 'answerCue'>;
  /** Null: there is no call that could be held. */
  readonly hold: (() => void) | null;
  readonly askWhy: () => void;
  readonly breathe: () => void;
  readonly onOverlay: (overlay: Overlay) => void;
  readonly endBreathing: () => void;
};

/** Does what a key stands for; false where there was nothing to do, so that the key stays the page's. */
export function panelKeyPress(targets: KeyTargets): (action: KeyAction) => boolean {
  const { cue, overlay, isBreathing, session, hold, onOverlay } = targets;
  return (action) => {
    switch (action) {
      case 'helped':
      case 'not-now':
      case 'wrong':
        if (cue !== null) session.answerCue(cue, action);
        return cue !== null;
      case 'why':
        targets.askWhy();
        return true;
      case 'breathe':
        targets.breathe();
        return true;
      case 'hold':
        hold?.();
        return hold !== null;
      case 'mute':
      case 'settings':
        onOverlay(overlay === action ? null : action);
        return true;
      case 'help':
        onOverlay(overlay === 'keys' ? null : 'keys');
        return true;
      case 'escape':
        if (overlay !== null) onOverlay(null);
        else targets.endBreathing();
        return overlay !== null || isBreathing;
    }
  };
}
