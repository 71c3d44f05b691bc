import type { JSX } from 'preact';
import type { PanelStateName, PanelTexts } from '../../i18n/texts/panel-texts.js';
import { LineIcon } from './cue-icon.js';

export type TopBarProps = {
  readonly texts: PanelTexts;
  readonly status: PanelStateName;
  readonly muted: boolean;
  readonly settingsOpen: boolean;
  readonly onMute: () => void;
  readonly onBreathe: () => void;
  readonly onSettings: () => void;
  /** Null where the panel cannot, or already does, stand in its own window. */
  readonly onPopOut: (() => void) | null;
};

/** Always there: how things stand, and the few things that must never be far away. */
export function TopBar(props: TopBarProps) {
  const { texts, muted, settingsOpen } = props;
  return (
    <header class="bar">
      <p class="bar-status" data-status={props.status}>
        <span class="bar-dot" aria-hidden="true" />
        {texts.states[props.status].title}
      </p>
      <IconButton label={texts.breathe} onPress={props.onBreathe}>
        <path d="M3 9h10a2.5 2.5 0 1 0-2.500-2.500M3 13h15a2.500 2.500 0 1 1-2.500 2.500M3 17h7a2 2 0 1 1-2 2" />
      </IconButton>
      <IconButton label={muted ? texts.mute.off : texts.mute.title} pressed={muted} onPress={props.onMute}>
        <path d="M7 16V11a5 5 0 0 1 10 0v5l1.500 2h-13zM10.500 20.500h3M4 4l16 16" />
      </IconButton>
      {props.onPopOut !== null && (
        <IconButton label={texts.popOut} onPress={props.onPopOut}>
          <path d="M4 5h16v14H4zM12 11h6v6h-6z" />
        </IconButton>
      )}
      <IconButton
        label={settingsOpen ? texts.close : texts.settings}
        pressed={settingsOpen}
        onPress={props.onSettings}
      >
        <path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4" />
      </IconButton>
    </header>
  );
}

function IconButton(props: {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: JSX.Element;
}) {
  return (
    <button
      type="button"
      class="button button-quiet button-icon"
      aria-label={props.label}
      title={props.label}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      onClick={props.onPress}
    >
      <LineIcon size={20}>{props.children}</LineIcon>
    </button>
  );
}
