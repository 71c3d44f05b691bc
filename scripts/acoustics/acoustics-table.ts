import type { PitchFailures, PitchFigures } from '../../src/lab/acoustics/pitch-figures.js';
import type { PitchReport } from './evaluate-pitch.js';
import type { SyllableReport } from './evaluate-syllables.js';
import type { TurnTakingReport } from './evaluate-turn-taking.js';
import type { VoiceActivityReport } from './evaluate-voice-activity.js';
import type { TrackerFailures } from './tracker-failures.js';

export type AcousticsReport = {
  /** Null where no clip of the reference is in the folder. */
  readonly pitch: PitchReport | null;
  readonly syllables: SyllableReport | null;
  readonly voiceActivity: VoiceActivityReport;
  /** Null where the folder has too few speakers for a call. */
  readonly turnTaking: TurnTakingReport | null;
  /** Clips and files that could not be used, a sentence each. */
  readonly faults: readonly string[];
};

const cell = (value: number, digits: number) => value.toFixed(digits).padStart(9);

function pitchRow(name: string, figures: PitchFigures): string {
  const { grossErrorPercent, voicingErrorPercent, frameErrorPercent } = figures;
  return `${name.padEnd(22)}${cell(grossErrorPercent, 2)}${cell(voicingErrorPercent, 2)}${cell(frameErrorPercent, 2)}`;
}

function pitchLines(pitch: PitchReport | null): string[] {
  if (pitch === null) return ['F0: the folder has no readable clip of the reference'];
  return [
    `F0, ${pitch.clips} telephone-coded clips (${pitch.clipsMissing} of the reference are not in the folder, ${pitch.clipsUnreadable} unreadable)`,
    `${'percent'.padEnd(22)}    gross  voicing    frame`,
    pitchRow('Evenkeel', pitch),
    ...Object.entries(pitch.peers).map(([name, peer]) =>
      'absent' in peer ? `${name.padEnd(22)}${peer.absent}` : pitchRow(name, peer),
    ),
    '',
    ...failureLines('Evenkeel', pitch),
    ...Object.entries(pitch.peers).flatMap(([name, peer]) =>
      'absent' in peer ? [] : failureLines(name, peer),
    ),
  ];
}

function failureRow(name: string, failures: PitchFailures): string {
  const { tooHighPercent, tooLowPercent, falselyVoicedPercent, missedPercent } = failures;
  const kinds = [tooHighPercent, tooLowPercent, falselyVoicedPercent, missedPercent];
  return pitchRow(`  ${name}`, failures) + kinds.map((kind) => cell(kind, 2)).join('');
}

/** Where one tracker fails: by corpus and sex, by true F0, and on which clips. */
function failureLines(name: string, failures: TrackerFailures): string[] {
  return [
    `${`where ${name} fails`.padEnd(22)}    gross  voicing    frame     high      low    false   missed`,
    ...Object.entries({ ...failures.byCorpusAndSex, ...failures.byTrueF0 }).map(([group, figures]) =>
      failureRow(group, figures),
    ),
    `  worst: ${failures.worstClips.map(({ clip, frameErrorPercent }) => `${clip} ${frameErrorPercent.toFixed(0)} %`).join(', ')}`,
  ];
}

function syllableLines(syllables: SyllableReport | null): string[] {
  if (syllables === null) return ['Syllables: the folder has no readable RAVDESS clip'];
  const bias = Object.entries({ ...syllables.biasByEmotion, ...syllables.biasBySex });
  return [
    `Syllables, ${syllables.clips} sentences of 7: mean absolute error ${syllables.meanAbsoluteError.toFixed(3)}`,
    `  bias: ${bias.map(([name, value]) => `${name} ${value >= 0 ? '+' : ''}${value.toFixed(2)}`).join(', ')}`,
  ];
}

function voiceActivityLines(activity: VoiceActivityReport): string[] {
  const { realTimeFactor, referenceRealTimeFactor } = activity;
  return [
    `Voice activity, ${activity.scenes} scenes: frame F1 ${activity.frameF1.toFixed(4)}, Silero ${activity.referenceFrameF1.toFixed(4)} (threshold ${activity.referenceThreshold})`,
    `  CPU, share of real time: whole facts channel ${realTimeFactor.toFixed(5)}, Silero ${referenceRealTimeFactor.toFixed(5)}`,
    ...Object.entries(activity.byKind).map(
      ([kind, { frameF1, referenceFrameF1 }]) =>
        `  ${kind.padEnd(28)}${cell(frameF1, 3)}   Silero ${cell(referenceFrameF1, 3)}`,
    ),
  ];
}

function turnTakingLines(turns: TurnTakingReport | null): string[] {
  if (turns === null) return ['Turn-taking: the folder has too few speakers for a call'];
  const { overlaps, responseLatency: latency, deadAir } = turns;
  return [
    `Turn-taking, ${turns.calls} two-channel calls: error of the talk share ${turns.talkShareError.toFixed(3)}`,
    `  overlaps: ${overlaps.heard} of ${overlaps.there} heard, ${overlaps.beginnerRight} with the right beginner, ${overlaps.false} false; ${overlaps.secondsHeard.toFixed(0)} s of ${overlaps.secondsThere.toFixed(0)}`,
    `  response latency: ${latency.heard} of ${latency.there} heard, error ${latency.medianErrorMs.toFixed(0)} ms (median), ${latency.p90ErrorMs.toFixed(0)} ms (90 %)`,
    `  dead air: ${deadAir.secondsHeard.toFixed(0)} s of ${deadAir.secondsThere.toFixed(0)}`,
  ];
}

/** The report as text, for a terminal. */
export function acousticsTable(report: AcousticsReport): string {
  const { faults } = report;
  const blocks = [
    pitchLines(report.pitch),
    syllableLines(report.syllables),
    voiceActivityLines(report.voiceActivity),
    turnTakingLines(report.turnTaking),
  ];
  if (faults.length > 0) blocks.push([`${faults.length} clips or files could not be used:`, ...faults]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
