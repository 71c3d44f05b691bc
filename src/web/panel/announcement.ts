import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { panelTexts } from '../../i18n/texts/panel-texts.js';
import type { PanelView } from './panel-view.js';

/** What a screen reader is politely told of the view: the same words that are seen, in one breath. */
export function announcement(view: PanelView, language: Language): string {
  const texts = panelTexts[language];
  switch (view.show) {
    case 'cue': {
      const { title, advice, reason } = sayCue(view.cue, language);
      return [title, advice, reason].filter((part) => part !== '').join(' · ');
    }
    case 'own-breath':
      return `${texts.ownBreath.title} · ${texts.ownEyes}`;
    case 'reset': {
      const { title, advice } = sayCue({ kind: 'reset', reason: view.offer.reason }, language);
      return `${title} · ${advice}`;
    }
    case 'state':
      return `${texts.states[view.name].title} · ${texts.states[view.name].line}`;
  }
}
