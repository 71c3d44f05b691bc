import { channelTracks } from '../../src/lab/acoustics/channel-tracks.js';
import { ClipReader, type SpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';
import { codeForTelephone, lineGain } from '../../src/lab/corpus/telephone-coding.js';

/** Both RAVDESS sentences ("Kids are talking by the door", "Dogs are sitting by the door") have seven syllables. */
const SYLLABLES = 7;

export type SyllableReport = {
  readonly clips: number;
  readonly meanAbsoluteError: number;
  /** Mean signed error per emotion: a rate that leaned on the emotion would mislead the cues. */
  readonly biasByEmotion: Readonly<Record<string, number>>;
  readonly biasBySex: Readonly<Record<string, number>>;
};

export async function evaluateSyllables(
  corpus: SpeechCorpus,
  onFault: (sentence: string) => void,
): Promise<SyllableReport | null> {
  const clips = corpus.speakers
    .flatMap((speaker) => speaker.clips)
    .filter(({ cells }) => cells.corpus === 'ravdess');
  const reader = new ClipReader(corpus.folder, 'resample');
  const errors: { emotion: string; sex: string; error: number }[] = [];
  for (const clip of clips) {
    const samples = await reader.readOrTell(clip, onFault);
    if (samples === null) continue;
    const { syllables } = channelTracks(codeForTelephone(samples, lineGain([samples])));
    errors.push({ emotion: clip.cells.emotion, sex: clip.cells.sex, error: syllables - SYLLABLES });
  }
  if (errors.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const biasBy = (key: 'emotion' | 'sex') =>
    Object.fromEntries(
      [...new Set(errors.map((one) => one[key]))].map((value) => [
        value,
        mean(errors.filter((one) => one[key] === value).map(({ error }) => error)),
      ]),
    );
  return {
    clips: errors.length,
    meanAbsoluteError: mean(errors.map(({ error }) => Math.abs(error))),
    biasByEmotion: biasBy('emotion'),
    biasBySex: biasBy('sex'),
  };
}
