import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelTexts } from '../../../i18n/texts/panel-text-shape.js';
import { type SettingsTexts, settingsTexts } from '../../../i18n/texts/settings-texts.js';
import { unitAfter } from '../../../i18n/unit-after.js';
import { LanguageSwitch } from '../../language-switch.js';
import { LOOKS, type PageLook, TEXT_SIZES } from '../../page-look.js';
import { PACES } from '../breathing/breathing-pace.js';
import { KindChoice } from './kind-choice.js';
import { AMOUNTS, type Preferences } from './preferences.js';

export type SettingsViewProps = {
  readonly look: PageLook;
  readonly preferences: Preferences;
  readonly selfCoachingOffered: boolean;
  /** The present call is on another node, where self-coaching is refused. */
  readonly isCallElsewhere: boolean;
  readonly notifications: 'possible' | 'blocked' | 'absent';
  readonly texts: PanelTexts;
  readonly onLook: (change: Partial<PageLook>) => void;
  readonly onPreferences: (change: Partial<Preferences>) => void;
  readonly onNotify: (on: boolean) => void;
  readonly onMyCalls: () => void;
};

const STEPS = ['cues', 'panel'] as const;

/** Everything that the agent may choose, in two steps that need no scrolling. Nobody else sees any of it. */
export function SettingsView(props: SettingsViewProps) {
  const [step, setStep] = useState<(typeof STEPS)[number]>('cues');
  const texts = settingsTexts[props.look.language];
  return (
    <section class="settings" aria-label={props.texts.settings}>
      <div class="row settings-steps">
        {STEPS.map((name) => (
          <button
            key={name}
            type="button"
            class="button"
            aria-pressed={name === step}
            onClick={() => setStep(name)}
          >
            {texts.steps[name]}
          </button>
        ))}
        <button type="button" class="button button-quiet" onClick={props.onMyCalls}>
          {props.texts.myCalls}
        </button>
      </div>
      {step === 'cues' ? (
        <>
          <Radios
            name="amount"
            legend={texts.howMany}
            choices={AMOUNTS.map((amount) => [amount, texts[amount]])}
            chosen={props.preferences.amount}
            onChoose={(amount) => props.onPreferences({ amount })}
          />
          <KindChoice
            language={props.look.language}
            kindsOff={props.preferences.kindsOff}
            onChange={(kindsOff) => props.onPreferences({ kindsOff })}
          />
        </>
      ) : (
        <PanelStep {...props} own={texts} />
      )}
    </section>
  );
}

function PanelStep(props: SettingsViewProps & { readonly own: SettingsTexts }) {
  const { look, preferences, own, onLook, onPreferences } = props;
  return (
    <>
      <Radios
        name="pace"
        legend={own.pace}
        choices={PACES.map((pace) => [pace, own.paces[pace]])}
        chosen={preferences.pace}
        onChoose={(pace) => onPreferences({ pace })}
      />
      <div class="setting">
        <span class="setting-name">{own.language}</span>
        <LanguageSwitch
          language={look.language}
          label={own.language}
          onChange={(language) => onLook({ language })}
        />
      </div>
      <Radios
        name="text-size"
        legend={own.textSize}
        choices={TEXT_SIZES.map((size) => [size, `${size}${unitAfter('%', look.language)}`])}
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
      <Switch on={preferences.sound} onChange={(sound) => onPreferences({ sound })}>
        {own.sound}
      </Switch>
      {props.notifications !== 'absent' && (
        <Switch
          on={preferences.notify && props.notifications === 'possible'}
          disabled={props.notifications === 'blocked'}
          onChange={props.onNotify}
        >
          {props.notifications === 'blocked' ? own.notificationsBlocked : own.notifications}
        </Switch>
      )}
      {props.selfCoachingOffered && (
        <div>
          <Switch
            on={preferences.selfCoaching}
            describedBy="self-coaching-note"
            onChange={(selfCoaching) => onPreferences({ selfCoaching })}
          >
            {own.selfCoaching}
          </Switch>
          <p id="self-coaching-note" class="settings-note">
            {props.isCallElsewhere ? own.selfCoachingElsewhere : own.selfCoachingNote}
          </p>
        </div>
      )}
      <p class="settings-note">{own.private}</p>
    </>
  );
}

function Switch(props: {
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  readonly onChange: (on: boolean) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.on}
        disabled={props.disabled === true}
        {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.children}
    </label>
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
      <legend class="visually-hidden">{props.legend}</legend>
      <span class="setting-name" aria-hidden="true">
        {props.legend}
      </span>
      <div class="setting-choices">
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
      </div>
    </fieldset>
  );
}
