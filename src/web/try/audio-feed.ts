/** A rate that the server resamples from, and that speech needs no more than. */
const RATE_HZ = 16_000;
/** Two channels that differ by no more than this everywhere are one, recorded twice. */
const SAME_WITHIN = 1e-3;

/** Audio on its way to the live view. */
export type AudioFeed = {
  readonly sampleRateHz: number;
  /** How far it has come, and how long it is; no length for a microphone. Seconds. */
  readonly progress: () => { readonly atS: number; readonly lengthS: number | null };
  readonly stop: () => void;
};

export type AudioSource =
  | { readonly from: 'microphone' }
  /** Played aloud, while it is sent at the pace at which it is heard. */
  | { readonly from: 'recording'; readonly recording: AudioBuffer };

export type FeedSink = {
  /** PCM16; two channels are interleaved. */
  readonly onBlock: (block: ArrayBuffer) => void;
  readonly onEnd: () => void;
};

/**
 * A recording of any kind that the browser can decode.
 * @throws DOMException where it is not audio
 */
export async function decodeRecording(bytes: ArrayBuffer): Promise<AudioBuffer> {
  return new OfflineAudioContext(1, 1, RATE_HZ).decodeAudioData(bytes);
}

/** 2 only where the two channels differ: a mono recording saved as stereo still has both voices in one. */
export function channelsOf(recording: AudioBuffer): 1 | 2 {
  if (recording.numberOfChannels < 2) return 1;
  const [left, right] = [recording.getChannelData(0), recording.getChannelData(1)];
  return left.some((sample, at) => Math.abs(sample - (right[at] ?? 0)) > SAME_WITHIN) ? 2 : 1;
}

/**
 * Starts to deliver PCM16 blocks of a microphone or of a recording.
 * @throws DOMException when the microphone is not allowed
 */
export async function startAudioFeed(source: AudioSource, sink: FeedSink): Promise<AudioFeed> {
  const context = new AudioContext({ sampleRate: RATE_HZ });
  try {
    await context.audioWorklet.addModule('pcm-worklet.js');
    const channels = source.from === 'microphone' ? 1 : channelsOf(source.recording);
    const sender = new AudioWorkletNode(context, 'pcm16-sender', {
      channelCount: channels,
      channelCountMode: 'explicit',
      processorOptions: { channels },
    });
    sender.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => sink.onBlock(data);
    const stopSource =
      source.from === 'microphone'
        ? await connectMicrophone(context, sender)
        : connectRecording(context, sender, source.recording, sink.onEnd);
    // The graph runs only what leads somewhere; the sender has no output of its own.
    sender.connect(context.destination);
    const startS = context.currentTime;
    const lengthS = source.from === 'microphone' ? null : source.recording.duration;
    return {
      sampleRateHz: context.sampleRate,
      progress: () => ({ atS: context.currentTime - startS, lengthS }),
      stop: () => {
        sender.port.onmessage = null;
        stopSource();
        void context.close();
      },
    };
  } catch (cause) {
    void context.close();
    throw cause;
  }
}

async function connectMicrophone(context: AudioContext, sender: AudioNode): Promise<() => void> {
  // As the voice is: what flattens it would flatten what is to be seen.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  context.createMediaStreamSource(stream).connect(sender);
  return () => {
    for (const track of stream.getTracks()) track.stop();
  };
}

function connectRecording(
  context: AudioContext,
  sender: AudioNode,
  recording: AudioBuffer,
  onEnd: () => void,
): () => void {
  const player = context.createBufferSource();
  player.buffer = recording;
  player.connect(sender);
  player.connect(context.destination);
  player.addEventListener('ended', onEnd);
  player.start();
  return () => {
    player.removeEventListener('ended', onEnd);
    player.stop();
  };
}
