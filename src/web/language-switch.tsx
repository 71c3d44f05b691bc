import { LANGUAGES, type Language } from '../i18n/language.js';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '中文' };

/** Switches the page's language at once; each language is named in itself. */
export function LanguageSwitch(props: {
  readonly language: Language;
  readonly label: string;
  readonly onChange: (language: Language) => void;
}) {
  return (
    <fieldset class="row language-switch">
      <legend class="visually-hidden">{props.label}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          class="button"
          lang={language}
          aria-pressed={language === props.language}
          onClick={() => props.onChange(language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}
