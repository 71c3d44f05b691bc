import { useEffect, useState } from 'preact/hooks';
import { panelTexts } from '../../../i18n/texts/panel-texts.js';
import { type PageLook, showPageLook } from '../../page-look.js';
import type { PanelSession } from '../panel-session.js';
import { showInOwnWindow } from './in-own-window.js';
import { canPopOut, popOut } from './own-window.js';

export type OwnWindow = {
  /** The window that the panel stands in; null = its page. */
  readonly window: Window | null;
  /** Null where the panel cannot, or already does, stand in a window of its own. */
  readonly onPopOut: (() => Promise<void>) | null;
};

/** The panel's own window on top of others, if it has one: it looks like the page, and the page says where the panel is. */
export function useOwnWindow(
  root: HTMLElement,
  session: PanelSession,
  { look, keepLook }: { readonly look: PageLook; readonly keepLook: (look: PageLook) => void },
): OwnWindow {
  const [own, setOwn] = useState<Window | null>(null);
  const { language } = session;
  useEffect(() => {
    const shown = { ...look, language };
    for (const target of [document, own?.document]) {
      if (target !== undefined) showPageLook(target, shown);
    }
    keepLook(shown);
  }, [look, language, own]);
  useEffect(() => session.standIn(own ?? window), [session, own]);
  useEffect(() => {
    if (own !== null) return showInOwnWindow(panelTexts[language], () => own.close());
  }, [own, language]);
  const mayPopOut = canPopOut() && own === null;
  return {
    window: own,
    onPopOut: mayPopOut ? async () => setOwn(await popOut(root, () => setOwn(null))) : null,
  };
}
