import { LANGUAGES, type Language } from '../i18n/language.js';
import { lasting } from './safe-storage.js';

export const TEXT_SIZES = ['100', '115', '130', '150'] as const;
type TextSize = (typeof TEXT_SIZES)[number];

export const LOOKS = ['system', 'light', 'dark'] as const;
export type Look = (typeof LOOKS)[number];

/** How a page looks and speaks: chosen once, the same on every page of this computer. */
export type PageLook = { readonly language: Language; readonly textSize: TextSize; readonly look: Look };

const KEY = 'evenkeel.look';

/** The stored look; where nothing is chosen, the browser's language and the system's colours. */
export function readPageLook(): PageLook {
  const stored = parse(lasting.get(KEY));
  const spoken = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  return {
    language: oneOf(LANGUAGES, stored.language) ?? spoken,
    textSize: oneOf(TEXT_SIZES, stored.textSize) ?? '100',
    look: oneOf(LOOKS, stored.look) ?? 'system',
  };
}

export function keepPageLook(look: PageLook): void {
  lasting.set(KEY, JSON.stringify(look));
}

/** Puts the look on a document: the page's own, and the picture-in-picture window's. */
export function showPageLook(target: Document, { language, textSize, look }: PageLook): void {
  target.documentElement.lang = language;
  target.documentElement.dataset.textSize = textSize;
  if (look === 'system') delete target.documentElement.dataset.look;
  else target.documentElement.dataset.look = look;
}

function parse(text: string | null): Partial<Record<keyof PageLook, unknown>> {
  try {
    return (JSON.parse(text ?? '{}') as Partial<Record<keyof PageLook, unknown>> | null) ?? {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((candidate) => candidate === value);
}
