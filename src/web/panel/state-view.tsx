import type { PanelStateName, PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { Boat } from './breathing/boat.js';

/** Where the boat lies in each state: on an even keel, at anchor, or out of sight. */
const TONE: Readonly<Record<PanelStateName, 'calm' | 'waiting' | 'notice'>> = {
  connecting: 'waiting',
  reconnecting: 'notice',
  'signed-out': 'notice',
  'token-invalid': 'notice',
  'token-expired': 'notice',
  'token-revoked': 'notice',
  'link-used': 'notice',
  refused: 'notice',
  'no-call': 'waiting',
  listening: 'calm',
  'no-audio': 'notice',
  held: 'waiting',
  paused: 'waiting',
  muted: 'waiting',
  'no-notice': 'notice',
  objection: 'notice',
  'mixed-channel': 'notice',
  'no-customer-channel': 'notice',
  'classifier-unavailable': 'notice',
  fault: 'notice',
  'stream-lost': 'notice',
};

/** What the panel says when there is nothing to do. */
export function StateView(props: {
  readonly name: PanelStateName;
  readonly texts: PanelTexts;
  readonly note: string | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}) {
  const { title, line } = props.texts.states[props.name];
  return (
    <section class="state" data-state={props.name} data-tone={TONE[props.name]}>
      <Boat />
      <h1>{title}</h1>
      <p>{props.note ?? line}</p>
      {props.action !== null && (
        <button type="button" class="button" onClick={props.action.run}>
          {props.action.label}
        </button>
      )}
    </section>
  );
}
