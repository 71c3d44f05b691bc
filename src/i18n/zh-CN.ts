import type { Messages } from './messages.js';
import { cueTexts } from './texts/cue-texts.js';

export const zhCN: Messages = { cues: cueTexts['zh-CN'] };
