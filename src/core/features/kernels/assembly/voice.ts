import { voiceBiases, voiceEvidence, voiceOutput, voiceWeights } from './layout';

/** Bytes of a double, and of the weights of two units for 13 inputs. */
const DOUBLE: usize = 8;
const TWO_UNITS: usize = 13 * 16;

/** What a unit adds to the log-odds. */
function rectified(sum: f64, weight: usize): f64 {
  return sum > 0 ? sum * f64.load(weight) : 0;
}

/**
 * Log-odds of a voice from 13 pieces of evidence, by 16 rectified units, in double precision: two units to a vector,
 * eight at a time, so that no addition waits for the one before it.
 */
export function voiceLogOdds(): f64 {
  let odds = f64.load(voiceOutput, 16 * DOUBLE);
  for (let unit: usize = 0; unit < 16; unit += 8) {
    const biases = voiceBiases + unit * DOUBLE;
    let a = v128.load(biases);
    let b = v128.load(biases, 16);
    let c = v128.load(biases, 32);
    let d = v128.load(biases, 48);
    let weights = voiceWeights + (unit / 2) * TWO_UNITS;
    for (let at = voiceEvidence; at < voiceEvidence + 13 * DOUBLE; at += DOUBLE, weights += 16) {
      const evidence = v128.load64_splat(at);
      a = f64x2.add(a, f64x2.mul(evidence, v128.load(weights)));
      b = f64x2.add(b, f64x2.mul(evidence, v128.load(weights, 208)));
      c = f64x2.add(c, f64x2.mul(evidence, v128.load(weights, 416)));
      d = f64x2.add(d, f64x2.mul(evidence, v128.load(weights, 624)));
    }
    const output = voiceOutput + unit * DOUBLE;
    odds += rectified(f64x2.extract_lane(a, 0), output);
    odds += rectified(f64x2.extract_lane(a, 1), output + DOUBLE);
    odds += rectified(f64x2.extract_lane(b, 0), output + 2 * DOUBLE);
    odds += rectified(f64x2.extract_lane(b, 1), output + 3 * DOUBLE);
    odds += rectified(f64x2.extract_lane(c, 0), output + 4 * DOUBLE);
    odds += rectified(f64x2.extract_lane(c, 1), output + 5 * DOUBLE);
    odds += rectified(f64x2.extract_lane(d, 0), output + 6 * DOUBLE);
    odds += rectified(f64x2.extract_lane(d, 1), output + 7 * DOUBLE);
  }
  return odds;
}
