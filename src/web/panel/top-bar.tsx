import type { JSX } from 'preact';
import type { PanelStateName, PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { LineIcon } from './cue-icon.js';

/** What the panel has opened over its content. */
export type Overlay = 'mute' | 'settings' | 'keys' | null;

export type TopBarProps = {
  readonly texts: PanelTexts;
  readonly status: PanelStateName;
  /** What is shown instead of the state, if anything is. */
  readonly occasion: keyof PanelTexts['occasions'] | null;
  /** How loud the call is, 0..1; null = no audio arrives. */
  readonly level: number | null;
  readonly muted: boolean;
  readonly overlay: Overlay;
  readonly onOverlay: (overlay: Overlay) => void;
  readonly onBreathe: () => void;
  /** The caller is on hold. Null: there is no call that could be. */
  readonly held: boolean;
  readonly onHold: (() => void) | null;
  /** Null where the panel cannot, or already does, stand in its own window. */
  readonly onPopOut: (() => void) | null;
};

/** Always there: how things stand, and the few things that must never be far away. */
export function TopBar(props: TopBarProps) {
  const { texts, muted, overlay, occasion, level } = props;
  const toggle = (name: Exclude<Overlay, null>) => props.onOverlay(overlay === name ? null : name);
  return (
    <header class="bar">
      <p class="bar-status" data-status={props.status} data-occasion={occasion ?? 'none'}>
        <span class="bar-dot" aria-hidden="true" />
        <span class="bar-words">
          {occasion === null ? texts.states[props.status].title : texts.occasions[occasion]}
        </span>
        {level !== null && (
          <span class="bar-level" role="img" aria-label={texts.level} title={texts.level}>
            <span style={{ inlineSize: `${Math.round(4 + 96 * level)}%` }} />
          </span>
        )}
      </p>
      <BarButton label={texts.breathe} onPress={props.onBreathe}>
        <path d="M3 9h10a2.5 2.5 0 1 0-2.500-2.500M3 13h15a2.500 2.500 0 1 1-2.500 2.500M3 17h7a2 2 0 1 1-2 2" />
      </BarButton>
      {props.onHold !== null && (
        <BarButton
          label={texts.hold.short}
          hint={texts.hold.title}
          pressed={props.held}
          onPress={props.onHold}
        >
          <path d="M9 6v12M15 6v12" />
        </BarButton>
      )}
      <BarButton
        label={muted ? texts.mute.muted : texts.mute.short}
        hint={muted ? texts.mute.off : texts.mute.hint}
        open={overlay === 'mute'}
        onPress={() => toggle('mute')}
      >
        <path d={`M7 16V11a5 5 0 0 1 10 0v5l1.500 2h-13zM10.500 20.500h3${muted ? 'M4 4l16 16' : ''}`} />
      </BarButton>
      {props.onPopOut !== null && (
        <BarButton label={texts.popOut} onPress={props.onPopOut}>
          <path d="M4 5h16v14H4zM12 11h6v6h-6z" />
        </BarButton>
      )}
      <BarButton
        label={overlay === 'settings' ? texts.close : texts.settings}
        open={overlay === 'settings'}
        onPress={() => toggle('settings')}
      >
        <path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4" />
      </BarButton>
    </header>
  );
}

/** A drawing with its word under it; the word is hidden only where there is no room. */
function BarButton(props: {
  readonly label: string;
  /** What it does, where the word alone could be misread. */
  readonly hint?: string;
  readonly open?: boolean;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: JSX.Element;
}) {
  return (
    <button
      type="button"
      class="button button-quiet bar-button"
      title={props.hint ?? props.label}
      {...(props.open === undefined ? {} : { 'aria-expanded': props.open })}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      onClick={props.onPress}
    >
      <LineIcon size={20}>{props.children}</LineIcon>
      <span>{props.label}</span>
    </button>
  );
}
