import type { Language } from './language.js';

/** A unit as it follows its number: after a no-break space; in Chinese the per cent sign stands close (8%). */
export function unitAfter(unit: string, language: Language): string {
  return unit === '%' && language === 'zh-CN' ? unit : `\u00a0${unit}`;
}
