import type { SettingsTexts } from '../../../i18n/texts/settings-texts.js';
import { KEYS, type KeyAction } from '../panel-keys.js';

/** The keys of the panel, and the switch that turns them off. */
export function KeyList(props: {
  readonly texts: SettingsTexts;
  readonly on: boolean;
  readonly closeLabel: string;
  readonly onToggle: (on: boolean) => void;
  readonly onClose: () => void;
}) {
  const { keys } = props.texts;
  return (
    <section class="keys" aria-labelledby="keys-title">
      <h1 id="keys-title">{keys.title}</h1>
      <dl>
        {(Object.keys(KEYS) as KeyAction[]).map((action) => (
          <div key={action}>
            <dt>
              <kbd>{action === 'escape' ? 'Esc' : KEYS[action].toUpperCase()}</kbd>
            </dt>
            <dd>{keys.actions[action]}</dd>
          </div>
        ))}
      </dl>
      <label class="choice">
        <input
          type="checkbox"
          checked={props.on}
          onChange={(event) => props.onToggle(event.currentTarget.checked)}
        />
        {keys.use}
      </label>
      <button type="button" class="button" onClick={props.onClose}>
        {props.closeLabel}
      </button>
    </section>
  );
}
