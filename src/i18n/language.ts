export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A section of the catalogue in every language: a missing text fails to compile. */
export type Localised<T> = Readonly<Record<Language, T>>;
