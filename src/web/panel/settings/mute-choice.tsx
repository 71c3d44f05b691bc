import { dateLocale } from '../../../i18n/date-locale.js';
import type { Language } from '../../../i18n/language.js';
import type { PanelTexts } from '../../../i18n/texts/panel-text-shape.js';
import type { Mute } from '../mute.js';

/** For how long cues go; nothing is muted before one of these is chosen. While muted, the way back comes first. */
export function MuteChoice(props: {
  readonly mute: Mute | null;
  readonly inCall: boolean;
  readonly texts: PanelTexts['mute'];
  readonly onMute: (scope: Mute['scope'] | null) => void;
}) {
  const { mute, texts, onMute } = props;
  const scopes = props.inCall ? (['call', 'hour', 'today'] as const) : (['hour', 'today'] as const);
  return (
    <fieldset class="setting mute-choice">
      <legend>{texts.title}</legend>
      <div class="row">
        {mute !== null && (
          <button type="button" class="button button-main" onClick={() => onMute(null)}>
            {texts.off}
          </button>
        )}
        {scopes.map((scope) => (
          <button
            key={scope}
            type="button"
            class="button"
            aria-pressed={mute?.scope === scope}
            onClick={() => onMute(scope)}
          >
            {texts[scope]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Until when cues are off, in words. */
export function muteInWords(mute: Mute, texts: PanelTexts['mute'], language: Language): string {
  if (mute.scope === 'call') return texts.thisCall;
  const time = new Intl.DateTimeFormat(dateLocale(language), { hour: 'numeric', minute: '2-digit' }).format(
    mute.untilMs,
  );
  return texts.until.replace('{time}', time);
}
