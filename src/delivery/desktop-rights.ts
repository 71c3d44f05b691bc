import type { Right } from '../auth/principal.js';
import type { DesktopMessage } from './agent-message.js';

/** What each message of `/desktop` asks for, over the panel's protocol and the cue feed's alike. */
export const DESKTOP_RIGHTS = {
  token: 'cues.receive-own',
  feedback: 'cues.receive-own',
  mute: 'cues.receive-own',
  settings: 'cues.receive-own',
  reset: 'cues.receive-own',
  'self-coaching': 'cues.receive-own',
  bind: 'binding.announce-own',
  unbind: 'binding.announce-own',
  hold: 'binding.announce-own',
} as const satisfies Readonly<Record<DesktopMessage['type'], Right>>;
