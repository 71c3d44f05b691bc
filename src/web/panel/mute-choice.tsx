import type { Language } from '../../i18n/language.js';
import type { PanelTexts } from '../../i18n/texts/panel-texts.js';
import type { Mute } from './mute.js';

/** Mute for this call, an hour or today; and off again. */
export function MuteChoice(props: {
  readonly mute: Mute | null;
  readonly inCall: boolean;
  readonly texts: PanelTexts['mute'];
  readonly onMute: (scope: Mute['scope'] | null) => void;
}) {
  const { mute, texts, onMute } = props;
  const scopes = props.inCall ? (['call', 'hour', 'today'] as const) : (['hour', 'today'] as const);
  return (
    <fieldset class="setting">
      <legend>{texts.title}</legend>
      <div class="row">
        {scopes.map((scope) => (
          <button
            key={scope}
            type="button"
            class="button"
            aria-pressed={mute?.scope === scope}
            onClick={() => onMute(mute?.scope === scope ? null : scope)}
          >
            {texts[scope]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Until when it is muted, in words. */
export function muteInWords(mute: Mute, texts: PanelTexts['mute'], language: Language): string {
  if (mute.scope === 'call') return texts.thisCall;
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(mute.untilMs);
  return texts.until.replace('{time}', time);
}
