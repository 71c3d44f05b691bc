import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { EvenkeelError } from '../../errors.js';
import { readAudioFile } from '../recordings/audio-file.js';
import type { Speaker } from './call-plan.js';
import type { TwoPartyRecording } from './two-party-recording.js';
import { upsample } from './upsample.js';

/** Where a call's two voices lie: one stereo file (customer first unless `swapped`), or a file for each. */
export type RecordingSource =
  | { readonly kind: 'stereo'; readonly file: string; readonly swapped: boolean }
  | { readonly kind: 'pair'; readonly customer: string; readonly agent: string };

/**
 * Reads a two-party recording at the rate at which a telephone will send it (8000 Hz or a whole multiple).
 * Takes every kind of file that {@link readAudioFile} reads.
 * Throws `audio.file-unreadable` for a file that is none, or not stereo where stereo was asked for.
 */
export async function readRecording(
  source: RecordingSource,
  sampleRateHz: number,
): Promise<TwoPartyRecording> {
  const voices = source.kind === 'stereo' ? await readStereo(source) : await readPair(source);
  const read = (speaker: Speaker): Float32Array => atRate(voices[speaker], sampleRateHz);
  return { sampleRateHz, voices: { customer: read('customer'), agent: read('agent') } };
}

type Voice = { readonly sampleRateHz: number; readonly samples: Float32Array };

async function readStereo({
  file,
  swapped,
}: RecordingSource & { kind: 'stereo' }): Promise<Record<Speaker, Voice>> {
  const { sampleRateHz, channels } = await readAudioFile(file);
  const [left, right] = channels;
  if (!left || !right) {
    throw new EvenkeelError(
      'audio.file-unreadable',
      'It has one channel: give --customer and --agent instead of --wav.',
    );
  }
  const first = { sampleRateHz, samples: left };
  const second = { sampleRateHz, samples: right };
  return swapped ? { customer: second, agent: first } : { customer: first, agent: second };
}

async function readPair({
  customer,
  agent,
}: RecordingSource & { kind: 'pair' }): Promise<Record<Speaker, Voice>> {
  const [customerVoice, agentVoice] = await Promise.all([customer, agent].map(readMono));
  if (!customerVoice || !agentVoice) throw new EvenkeelError('audio.file-unreadable');
  return { customer: customerVoice, agent: agentVoice };
}

async function readMono(file: string): Promise<Voice> {
  const { sampleRateHz, channels } = await readAudioFile(file);
  const [samples] = channels;
  if (!samples) throw new EvenkeelError('audio.file-unreadable', 'It has no channel.');
  return { sampleRateHz, samples };
}

function atRate(voice: Voice, sampleRateHz: number): Float32Array {
  if (voice.sampleRateHz === sampleRateHz) return voice.samples;
  return upsample(atAnalysisRate(voice.samples, voice.sampleRateHz), sampleRateHz / 8000);
}
