import type { CueKind } from '../../core/cues/cue.js';
import { cueTexts } from '../../i18n/texts/cue-texts.js';
import type { PanelTexts } from '../../i18n/texts/panel-texts.js';
import { LanguageSwitch } from '../language-switch.js';
import { LOOKS, type PageLook, TEXT_SIZES } from '../page-look.js';
import { PACES } from './breathing-pace.js';
import type { Mute } from './mute.js';
import { MuteChoice } from './mute-choice.js';
import { AMOUNTS, type Preferences } from './preferences.js';

export type SettingsViewProps = {
  readonly look: PageLook;
  readonly preferences: Preferences;
  readonly inCall: boolean;
  readonly selfCoachingOffered: boolean;
  readonly notifications: 'possible' | 'blocked' | 'absent';
  readonly texts: PanelTexts;
  readonly onLook: (change: Partial<PageLook>) => void;
  readonly onPreferences: (change: Partial<Preferences>) => void;
  readonly onMute: (scope: Mute['scope'] | null) => void;
  readonly onNotify: (on: boolean) => void;
  readonly onMyCalls: () => void;
};

/** Everything that the agent may choose. Nobody else sees any of it. */
export function SettingsView(props: SettingsViewProps) {
  const { look, preferences, texts, onLook, onPreferences } = props;
  const own = texts.preferences;
  return (
    <section class="settings" aria-labelledby="settings-title">
      <h1 id="settings-title">{texts.settings}</h1>
      <p class="settings-note">{own.private}</p>
      <div>
        <button type="button" class="button" onClick={props.onMyCalls}>
          {texts.myCalls}
        </button>
      </div>
      <MuteChoice mute={preferences.mute} inCall={props.inCall} texts={texts.mute} onMute={props.onMute} />
      <Radios
        name="amount"
        legend={own.howMany}
        choices={AMOUNTS.map((amount) => [amount, own[amount]])}
        chosen={preferences.amount}
        onChoose={(amount) => onPreferences({ amount })}
      />
      <fieldset class="setting">
        <legend>{own.kinds}</legend>
        {kindsInWords(look.language).map(([kind, title]) => (
          <label key={kind} class="choice">
            <input
              type="checkbox"
              checked={!preferences.kindsOff.includes(kind)}
              onChange={() => onPreferences({ kindsOff: toggled(preferences.kindsOff, kind) })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <Radios
        name="pace"
        legend={own.pace}
        choices={PACES.map((pace) => [pace, own.paces[pace]])}
        chosen={preferences.pace}
        onChoose={(pace) => onPreferences({ pace })}
      />
      <div class="setting">
        <h2>{own.language}</h2>
        <LanguageSwitch
          language={look.language}
          label={own.language}
          onChange={(language) => onLook({ language })}
        />
      </div>
      <Radios
        name="text-size"
        legend={own.textSize}
        choices={TEXT_SIZES.map((size) => [size, `${size} %`])}
        chosen={look.textSize}
        onChoose={(textSize) => onLook({ textSize })}
      />
      <Radios
        name="look"
        legend={own.look}
        choices={LOOKS.map((name) => [name, own.looks[name]])}
        chosen={look.look}
        onChoose={(name) => onLook({ look: name })}
      />
      {props.notifications !== 'absent' && (
        <label class="choice">
          <input
            type="checkbox"
            checked={preferences.notify && props.notifications === 'possible'}
            disabled={props.notifications === 'blocked'}
            onChange={(event) => props.onNotify(event.currentTarget.checked)}
          />
          {props.notifications === 'blocked' ? own.notificationsBlocked : own.notifications}
        </label>
      )}
      {props.selfCoachingOffered && (
        <div class="setting">
          <label class="choice">
            <input
              type="checkbox"
              checked={preferences.selfCoaching}
              aria-describedby="self-coaching-note"
              onChange={(event) => onPreferences({ selfCoaching: event.currentTarget.checked })}
            />
            {own.selfCoaching}
          </label>
          <p id="self-coaching-note" class="settings-note">
            {own.selfCoachingNote}
          </p>
        </div>
      )}
    </section>
  );
}

function Radios<T extends string>(props: {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly (readonly [value: T, label: string])[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="setting">
      <legend>{props.legend}</legend>
      {props.choices.map(([value, label]) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={props.name}
            checked={value === props.chosen}
            onChange={() => props.onChoose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** Every kind that has words; the reset is no cue during a call and has its own skip. */
function kindsInWords(language: PageLook['language']): readonly (readonly [CueKind, string])[] {
  return Object.entries(cueTexts[language].kinds)
    .filter(([kind]) => kind !== 'reset')
    .map(([kind, { title }]) => [kind as CueKind, title]);
}

function toggled(off: readonly CueKind[], kind: CueKind): readonly CueKind[] {
  return off.includes(kind) ? off.filter((other) => other !== kind) : [...off, kind];
}
