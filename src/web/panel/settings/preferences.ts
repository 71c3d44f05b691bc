import { CUE_KINDS, type CueKind } from '../../../core/cues/cue.js';
import { lasting } from '../../safe-storage.js';
import { PACES, type Pace } from '../breathing/breathing-pace.js';
import type { Mute } from '../mute.js';

export const AMOUNTS = ['usual', 'fewer', 'quiet'] as const;
export type Amount = (typeof AMOUNTS)[number];

/** What the agent has chosen: kept on this computer, sent to the server per session, shown to nobody else. */
export type Preferences = {
  readonly amount: Amount;
  readonly kindsOff: readonly CueKind[];
  readonly pace: Pace;
  readonly notify: boolean;
  /** A soft sound with each cue. */
  readonly sound: boolean;
  /** Single keys for the panel's actions. */
  readonly keys: boolean;
  readonly mute: Mute | null;
  /** Own-eyes switch; never leaves this computer but as a word to the session in memory. */
  readonly selfCoaching: boolean;
};

const KEY = 'evenkeel.preferences';

const DEFAULTS: Preferences = {
  amount: 'usual',
  kindsOff: [],
  pace: '4-6',
  notify: false,
  sound: false,
  keys: true,
  mute: null,
  selfCoaching: false,
};

export function readPreferences(): Preferences {
  let stored: Partial<Preferences>;
  try {
    stored = (JSON.parse(lasting.get(KEY) ?? '{}') as Partial<Preferences> | null) ?? {};
  } catch {
    stored = {};
  }
  return {
    amount: AMOUNTS.find((amount) => amount === stored.amount) ?? DEFAULTS.amount,
    kindsOff: knownKinds(stored.kindsOff),
    pace: PACES.find((pace) => pace === stored.pace) ?? DEFAULTS.pace,
    notify: stored.notify === true,
    sound: stored.sound === true,
    keys: stored.keys !== false,
    mute: readMute(stored.mute),
    selfCoaching: stored.selfCoaching === true,
  };
}

export function keepPreferences(preferences: Preferences): void {
  lasting.set(KEY, JSON.stringify(preferences));
}

/** Calls back when another tab of this computer changes the choices. Returns the disposer. */
export function onPreferencesElsewhere(handler: (preferences: Preferences) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === KEY) handler(readPreferences());
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}

/** A kind that this version does not know would have the server refuse the whole message. */
function knownKinds(kinds: unknown): readonly CueKind[] {
  return Array.isArray(kinds) ? CUE_KINDS.filter((kind) => kinds.includes(kind)) : DEFAULTS.kindsOff;
}

function readMute(mute: unknown): Mute | null {
  if (typeof mute !== 'object' || mute === null) return null;
  const { scope, callRef, untilMs } = mute as Record<string, unknown>;
  if (scope === 'call' && typeof callRef === 'string') return { scope, callRef };
  if ((scope === 'hour' || scope === 'today') && typeof untilMs === 'number') return { scope, untilMs };
  return null;
}
