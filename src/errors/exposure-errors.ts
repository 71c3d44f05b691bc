import type { ErrorRow } from './error-row.js';

/** Why exposure cannot be shown. */
export const EXPOSURE_ERRORS = {
  'exposure.team-unknown': {
    http: 404,
    close: 1008,
    text: 'There is no such team, or this token does not include it.',
  },
  'exposure.range-invalid': {
    http: 400,
    close: 1008,
    text: 'The weeks are not a valid range. Give from and to as 2026-W01, at most two years apart.',
  },
} as const satisfies Record<`exposure.${string}`, ErrorRow>;
