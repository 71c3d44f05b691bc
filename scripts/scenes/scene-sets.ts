import { LEAD_SET } from './lead-set.js';
import { MY_CALLS_SET } from './my-calls-set.js';
import { PANEL_SET } from './panel-set.js';
import { REPORT_SET } from './report-set.js';
import type { SceneSet } from './scene.js';
import { SIGN_IN_SET } from './sign-in-set.js';
import { TRY_SET } from './try-set.js';

/** Every page that people see, in every state: the one list of scenes. */
export const SCENE_SETS: readonly SceneSet[] = [
  PANEL_SET,
  MY_CALLS_SET,
  LEAD_SET,
  TRY_SET,
  REPORT_SET,
  SIGN_IN_SET,
];
