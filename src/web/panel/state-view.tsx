import type { PanelStateName, PanelTexts } from '../../i18n/texts/panel-texts.js';

/** Where the boat lies in each state: on an even keel, at anchor, or out of sight. */
const TONE: Readonly<Record<PanelStateName, 'calm' | 'waiting' | 'notice'>> = {
  connecting: 'waiting',
  reconnecting: 'notice',
  'needs-token': 'notice',
  refused: 'notice',
  'no-call': 'waiting',
  listening: 'calm',
  held: 'waiting',
  paused: 'waiting',
  muted: 'waiting',
  'no-notice': 'notice',
  objection: 'notice',
  'mixed-channel': 'notice',
  'no-customer-channel': 'notice',
  'classifier-unavailable': 'notice',
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

/** A boat on an even keel: still, whatever the state. */
function Boat() {
  return (
    <svg class="boat" viewBox="0 0 120 64" aria-hidden="true">
      <path class="boat-sail" d="M58 8v30H34C40 24 48 14 58 8zM62 14c9 6 15 14 18 24H62z" />
      <path class="boat-hull" d="M30 42h60c-3 7-8 10-15 10H45c-7 0-12-3-15-10z" />
      <path class="boat-sea" d="M4 56c8 0 8-3 16-3s8 3 16 3 8-3 16-3 8 3 16 3 8-3 16-3 8 3 16 3 8-3 16-3" />
    </svg>
  );
}
