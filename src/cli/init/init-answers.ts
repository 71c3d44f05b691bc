import type { ConnectorSettings } from '../../config/sections/connectors-section.js';
import type { Language } from '../../i18n/language.js';

export type Platform = ConnectorSettings['protocol'];

export const NOTICES = ['greeting', 'per-call', 'not-yet'] as const;
/** Who tells callers: a greeting that everybody hears, the platform for each call, or nobody yet. */
export type NoticeAnswer = (typeof NOTICES)[number];

export const STORAGES = ['sqlite', 'postgres', 'postgres-redis'] as const;
export type StorageAnswer = (typeof STORAGES)[number];

export const RUNS = ['process', 'compose', 'helm'] as const;
/** What starts the server. */
export type RunAnswer = (typeof RUNS)[number];

/** Desktops whose origin is the same for every customer. */
export const KNOWN_DESKTOPS = {
  genesys: 'https://apps.mypurecloud.com',
  flex: 'https://flex.twilio.com',
} as const;

/** The six answers, and what follows from them unless an option says otherwise. */
export type InitAnswers = {
  readonly platform: Platform;
  /** `tab`, a name of {@link KNOWN_DESKTOPS}, or the origin of a page. */
  readonly desktop: string;
  readonly callLanguages: readonly Language[];
  readonly notice: NoticeAnswer;
  readonly storage: StorageAnswer;
  /** `link`, or the address of an identity provider. */
  readonly signIn: string;
  readonly run: RunAnswer;
  readonly tenant: string;
  /** Where platforms and browsers find the server, without a slash at the end. */
  readonly publicUrl: string;
  readonly noticeVersion: string;
};

/** What each kind of storage is usually run by. */
export const USUAL_RUN: Readonly<Record<StorageAnswer, RunAnswer>> = {
  sqlite: 'process',
  postgres: 'compose',
  'postgres-redis': 'helm',
};

/** Origins that frame the panel; none where it is a tab of its own. */
export function hostOriginsOf({ desktop }: InitAnswers): readonly string[] {
  if (desktop === 'tab') return [];
  return [desktop === 'genesys' || desktop === 'flex' ? KNOWN_DESKTOPS[desktop] : desktop];
}

/** The address is of this machine alone: no proxy stands in front, and no platform in the cloud reaches it. */
export function isLocal({ publicUrl }: InitAnswers): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(publicUrl).hostname);
}
