/** Both ends of a 95 % interval. */
export type Interval = { readonly low: number; readonly high: number };

const Z_95 = 1.959963984540054;

/** Wilson score interval of a proportion (Wilson 1927): honest with few speakers and near 0 or 1. null without trials. */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const z2 = Z_95 ** 2;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (Z_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2))) / (1 + z2 / trials);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Exact interval of a Poisson rate, events per hour (Garwood 1936): the rates at which so many events or more, and so
 * many or fewer, would each be seen 2.5 % of the time. null without exposure.
 */
export function poissonInterval(events: number, hours: number): Interval | null {
  if (hours <= 0) return null;
  const low = events === 0 ? 0 : solve((mean) => 1 - poissonAtMost(events - 1, mean), 0.025, events);
  const high = solve((mean) => 1 - poissonAtMost(events, mean), 0.975, events);
  return { low: low / hours, high: high / hours };
}

/** P(count ≤ n) of a Poisson distribution, summed in logarithms. */
function poissonAtMost(n: number, mean: number): number {
  if (mean === 0) return 1;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= n; k++) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** The mean at which a rising function reaches the target, by bisection. */
function solve(rising: (mean: number) => number, target: number, events: number): number {
  let low = 0;
  let high = events + 10 * Math.sqrt(events + 1) + 10;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
