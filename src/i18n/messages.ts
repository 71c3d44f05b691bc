import type { CueTexts } from './texts/cue-texts.js';

/** The whole catalogue of one language, section by section. */
export type Messages = {
  readonly cues: CueTexts;
};
