import type { ErrorRow } from './error-row.js';

/** What `evenkeel simulate` may be told wrongly. */
export const SIMULATE_ERRORS = {
  'simulate.no-recording': {
    http: 400,
    close: 1008,
    text: 'Give a recording of both sides: --wav FILE (stereo), or --customer FILE and --agent FILE (mono). Without any of them the demo call is played.',
  },
  'simulate.option-unknown': {
    http: 400,
    close: 1008,
    text: 'The simulated platform cannot send that. Leave the option out to use the platform’s usual format.',
  },
} as const satisfies Record<`simulate.${string}`, ErrorRow>;
