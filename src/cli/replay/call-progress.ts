/** Calls shorter than this are over before anybody asks how long it takes. */
const LONG_MS = 5 * 60_000;
const REFRESH_MS = 1_000;

/** Progress of one recording on standard error: a line rewritten in a terminal, a line every tenth in a log. */
export type CallProgress = {
  readonly show: (atMs: number) => void;
  /** Takes the line away, before something else is printed and at the end. */
  readonly clear: () => void;
};

type ProgressStream = { readonly isTTY?: boolean; write(text: string): unknown };

export function callProgress(
  stream: ProgressStream,
  name: string,
  durationMs: number,
  nowMs: () => number,
): CallProgress {
  const startMs = nowMs();
  let shownMs = startMs;
  let tenth = 0;
  return {
    show(atMs) {
      const share = durationMs === 0 ? 1 : atMs / durationMs;
      const now = nowMs();
      if (stream.isTTY ? now - shownMs < REFRESH_MS : durationMs < LONG_MS || share * 10 < tenth + 1) return;
      shownMs = now;
      tenth = Math.floor(share * 10);
      const leftMs = share > 0 ? ((now - startMs) * (1 - share)) / share : 0;
      const text = `${name}: ${minutes(atMs)} of ${minutes(durationMs)}, ${minutes(leftMs)} left`;
      stream.write(stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
