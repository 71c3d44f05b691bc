import type { JSX } from 'preact';
import type { CueKind } from '../../core/cues/cue.js';

/** One line drawing for each kind of cue, on a 24 × 24 grid; decoration only, the title says it. */
const DRAWINGS: Readonly<Record<CueKind, JSX.Element>> = {
  breath: <path d="M3 9h10a2.5 2.5 0 1 0-2.5-2.5M3 13h15a2.5 2.5 0 1 1-2.5 2.5M3 17h7a2 2 0 1 1-2 2" />,
  'ease-pace': <path d="M4 16a8 8 0 1 1 16 0M12 16l-4-3M4 19h16" />,
  acknowledge: (
    <path d="M12 19s-7-4.3-7-9.2A3.8 3.8 0 0 1 12 7.6a3.8 3.8 0 0 1 7 2.2C19 14.700 12 19 12 19z" />
  ),
  'let-finish': <path d="M4 5h16v10H11l-4 4v-4H4zM8 10h.01M12 10h.01M16 10h.01" />,
  backchannel: <path d="M5 6h14v9h-8l-4 4v-4H5zM9 10.500l2 2 4-4" />,
  'dead-air': <path d="M4 5h16v10H11l-4 4v-4H4zM8 9h8M8 12h5" />,
  reassure: <path d="M12 4l7 3v5c0 4-3 7-7 8-4-1-7-4-7-8V7zM9 12l2 2 4-4" />,
  'quieter-spot': <path d="M4 10v4h3l4 4V6l-4 4zM15 10l5 5M20 10l-5 5" />,
  'match-pace': <path d="M4 9c3-4 5-4 8 0s5 4 8 0M4 16c3-3 5-3 8 0s5 3 8 0" />,
  'sum-up': <path d="M7 4h10v16H7zM10 9h4M10 12h4M10 15l1.500 1.500L14 14" />,
  'two-options': <path d="M12 20v-6M12 14L6 8M12 14l6-6M6 12V8h4M18 12V8h-4" />,
  apologise: <path d="M8 20v-8l-2-2 2-4 4 3 4-3 2 4-2 2v8M8 15h8" />,
  'way-forward': <path d="M5 19V5M5 6h12l-2.500 3.500L17 13H5" />,
  'warm-close': (
    <path d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M6 6l1 1M17 17l1 1M6 18l1-1M17 7l1-1" />
  ),
  reset: <path d="M5 12a7 7 0 1 0 2.500-5.400M5 4v4h4" />,
};

export function CueIcon({ kind }: { readonly kind: CueKind }) {
  return (
    <span class="cue-icon">
      <LineIcon>{DRAWINGS[kind] ?? DRAWINGS.breath}</LineIcon>
    </span>
  );
}

/** The one style in which the panel draws lines. */
export function LineIcon(props: { readonly children: JSX.Element; readonly size?: number }) {
  const size = props.size ?? 24;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {props.children}
    </svg>
  );
}
