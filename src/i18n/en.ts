import type { Messages } from './messages.js';
import { cueTexts } from './texts/cue-texts.js';

export const en: Messages = { cues: cueTexts.en };
