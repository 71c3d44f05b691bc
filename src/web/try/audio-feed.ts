/** A rate that the server resamples from, and that speech needs no more than. */
const RATE_HZ = 16_000;

/** Audio on its way to the live view. */
export type AudioFeed = { readonly sampleRateHz: number; readonly stop: () => void };

export type AudioSource = { readonly from: 'microphone' } | { readonly from: 'file'; readonly file: File };

/**
 * Starts to deliver PCM16 blocks of a microphone, or of a file at the pace at which it would be heard.
 * @throws DOMException when the microphone is not allowed or the file is not audio
 */
export async function startAudioFeed(
  source: AudioSource,
  onBlock: (block: ArrayBuffer) => void,
  onEnd: () => void,
): Promise<AudioFeed> {
  const context = new AudioContext({ sampleRate: RATE_HZ });
  try {
    await context.audioWorklet.addModule('pcm-worklet.js');
    const sender = new AudioWorkletNode(context, 'pcm16-sender', {
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    sender.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => onBlock(data);
    const stopSource =
      source.from === 'microphone'
        ? await connectMicrophone(context, sender)
        : await connectFile(context, sender, source.file, onEnd);
    // The graph runs only what leads somewhere; nothing is heard, the sender has no output of its own.
    sender.connect(context.destination);
    return {
      sampleRateHz: context.sampleRate,
      stop: () => {
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

async function connectFile(
  context: AudioContext,
  sender: AudioNode,
  file: File,
  onEnd: () => void,
): Promise<() => void> {
  const player = context.createBufferSource();
  player.buffer = await context.decodeAudioData(await file.arrayBuffer());
  player.connect(sender);
  player.addEventListener('ended', onEnd);
  player.start();
  return () => player.stop();
}
