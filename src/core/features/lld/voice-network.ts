import { HIDDEN_BIASES, HIDDEN_WEIGHTS, OUTPUT_BIAS, OUTPUT_WEIGHTS } from './voice-activity-weights.js';
import { EVIDENCE_NAMES } from './voice-evidence-names.js';

export const INPUTS = EVIDENCE_NAMES.length;
/** Hidden units: the compiled kernels hold room for these and no others. */
const UNITS = 16;
const hidden = Float64Array.from(HIDDEN_WEIGHTS.flat());
if (HIDDEN_BIASES.length !== UNITS || hidden.length !== INPUTS * UNITS)
  throw new RangeError('The voice network does not fit its evidence.');

/** Log-odds that the hop belongs to the foreground voice. */
export function voiceLogOdds(evidence: Float64Array): number {
  let odds = OUTPUT_BIAS;
  for (let unit = 0, at = 0; unit < HIDDEN_BIASES.length; unit++) {
    let sum = HIDDEN_BIASES[unit]!;
    for (let i = 0; i < INPUTS; i++) sum += hidden[at++]! * evidence[i]!;
    if (sum > 0) odds += OUTPUT_WEIGHTS[unit]! * sum;
  }
  return odds;
}
