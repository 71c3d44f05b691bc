import { SHOWN_MS } from './view-history.js';

const STEP_MS = 15_000;

/** The time of the call above the picture, every quarter of a minute. */
export function LiveTimes({ fromMs }: { readonly fromMs: number }) {
  const first = Math.ceil(fromMs / STEP_MS) * STEP_MS;
  const times = Array.from({ length: SHOWN_MS / STEP_MS + 1 }, (_, step) => first + step * STEP_MS);
  return (
    <div class="live-times" aria-hidden="true">
      {times
        .map((ms) => ({ ms, percent: (100 * (ms - fromMs)) / SHOWN_MS }))
        .filter(({ percent }) => percent <= 100)
        .map(({ ms, percent }) => (
          // Moved back by its own share, so that the first and the last stay inside.
          <span key={ms} style={{ left: `${percent}%`, transform: `translateX(-${percent}%)` }}>
            {clock(ms)}
          </span>
        ))}
    </div>
  );
}

export function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
