import type { Language } from '../i18n/language.js';

/** "Teams: Cards", with the marks of the language. */
export function labelled(label: string, value: string, language: Language): string {
  return language === 'zh-CN' ? `${label}：${value}` : `${label}: ${value}`;
}

/** " (an aside)", to stand after a word. */
export function bracketed(text: string, language: Language): string {
  return language === 'zh-CN' ? `（${text}）` : ` (${text})`;
}
