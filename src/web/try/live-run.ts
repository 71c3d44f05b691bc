import type { LiveViewLayout, LiveViewMessage } from '../../delivery/live-view-message.js';
import { type AudioFeed, type AudioSource, startAudioFeed } from './audio-feed.js';
import { openLiveLine } from './live-line.js';
import { type LevelPoint, levelDbOf } from './view-history.js';

/** Audio that is being heard now. */
export type LiveRun = Pick<AudioFeed, 'progress' | 'stop'>;

export type RunSink = {
  readonly onMessage: (message: LiveViewMessage) => void;
  readonly onLevel: (point: LevelPoint) => void;
  /** The recording has ended, or the line is gone. */
  readonly onEnd: () => void;
};

const LAST_ANSWERS_MS = 2_000;
/** One drawn level for so many blocks of 20 ms. */
const BLOCKS_PER_LEVEL = 5;

/** Sends a source to the live view until it ends or is stopped. */
export async function startRun(
  source: AudioSource,
  layout: LiveViewLayout,
  token: string,
  sink: RunSink,
): Promise<LiveRun> {
  const channels = layout === 'caller-left' || layout === 'caller-right' ? 2 : 1;
  const caller = layout === 'caller-right' ? 1 : 0;
  let sent = 0;
  let blocks = 0;
  let line: ReturnType<typeof openLiveLine> | null = null;
  const feed = await startAudioFeed(source, {
    onBlock: (block) => {
      line?.send(block);
      const samples = new Int16Array(block);
      sent += samples.length / channels;
      blocks += 1;
      if (blocks % BLOCKS_PER_LEVEL !== 0) return;
      const atMs = (1000 * sent) / feed.sampleRateHz;
      sink.onLevel({ atMs, db: levelDbOf(samples, channels, caller) });
    },
    // The last seconds are still being examined.
    onEnd: () => setTimeout(end, LAST_ANSWERS_MS),
  });
  const stop = () => {
    feed.stop();
    line?.close();
  };
  const end = () => {
    stop();
    sink.onEnd();
  };
  line = openLiveLine(
    token,
    { sampleRateHz: feed.sampleRateHz, layout },
    { message: sink.onMessage, lost: end },
  );
  return { progress: feed.progress, stop };
}
