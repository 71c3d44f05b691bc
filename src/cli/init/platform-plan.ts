import type { InitAnswers } from './init-answers.js';

/** A connector as the configuration file has it. */
export type ConnectorRow = Readonly<Record<string, unknown>>;

export type PlanContext = {
  readonly answers: InitAnswers;
  /** What the platform dials: `wss://host/streams/name`. */
  readonly streamUrl: string;
  /** `notice` and `agent` of the row. */
  readonly common: ConnectorRow;
  /** A secret that is made up, the same each time it is asked for by one name. */
  readonly secret: (name: string) => string;
};

/** What one platform needs on both sides. */
export type PlatformPlan = {
  /** A name that people know; not translated. Null: a source of one's own. */
  readonly label: string | null;
  /** Its guide. */
  readonly guide: string;
  readonly connector: (context: PlanContext) => ConnectorRow;
  /** What is pasted into the platform; null where the platform has only fields to fill in. */
  readonly settings: (context: PlanContext) => { readonly language: string; readonly text: string };
  /** The part of the row that only the platform's own console shows. */
  readonly platformGives?: string;
};

/** Stands in the configuration until somebody copies the real one from the platform's console. */
export const TO_FILL_IN = 'copy-this-from-the-console-of-the-platform';
