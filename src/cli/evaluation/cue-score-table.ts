import type { Interval } from '../../lab/acoustics/rate-intervals.js';
import type { FalseCueFigures, OnsetFigures } from '../../lab/evaluation/cue-figures.js';
import type { NaturalFigures, NonSpeechFigures } from '../../lab/evaluation/natural-figures.js';
import type { CueScore, CueScores } from '../../lab/evaluation/score-cues.js';
import { told } from '../output/cli-language.js';
import { padded, paddedBefore } from '../output/padded.js';

/** The figures of the cues as text. */
export function cueScoreTable(scores: CueScores): string {
  const section = (title: string, rows: Readonly<Record<string, CueScore>>) => [
    line(title, ['anger ≤ 10 s', 'median', 'anxiety ≤ 10 s', 'median', 'false/h calm', 'false/h happy']),
    ...Object.entries(rows).map(([name, row]) => scoreLine(name, row)),
    '',
  ];
  const { violations, all, natural, lively, sounds } = scores;
  return [
    `natural talk: ${naturalRate(natural)} (Poisson 95 %)`,
    `lively talk of one person: ${naturalRate(lively)}`,
    `reels of sounds that raise a cue: ${reels(sounds.nonSpeech)}; cries of pain and crying: ${reels(sounds.distress)}; synthetic: ${reels(sounds.synthetic)}`,
    `second opinion: asked of ${(scores.secondOpinion.shareOfWindows * 100).toFixed(1)} % of the windows of calm and natural calls`,
    '',
    ...section('set', { all, ...scores.byCorpus }),
    ...section('sex', scores.bySex),
    ...section('language', scores.byLanguage),
    `anger: ${onset(all.anger)}; anxiety: ${onset(all.anxiety)} (speakers; Wilson 95 %)`,
    `false cues, policy without budget, spacing, quiet and hold-out: calm ${rate(all.falseCues.calm)}; happy ${rate(all.falseCues.happy)} (Poisson 95 %)`,
    `false cues, policy as shipped: calm ${rate(all.shippedFalseCues.calm)}; happy ${rate(all.shippedFalseCues.happy)}`,
    `violations in ${violations.calls} two-party calls with ${violations.cues} cues: ${violations.whileAgentSpeaks} while the agent speaks, ${violations.stale} stale, ${violations.overBudget} over budget`,
    '',
    line('thresholds', ['anger', 'anxiety', 'calm /h', 'happy /h']),
    ...scores.curve.map((point) =>
      line(`× ${point.scale}${point.shipped ? '  shipped' : ''}`, [
        percent(point.angerRecall),
        percent(point.anxietyRecall),
        point.calmPerHour?.toFixed(2) ?? '–',
        point.happyPerHour?.toFixed(2) ?? '–',
      ]),
    ),
    '',
  ]
    .map(told)
    .join('\n');
}

function scoreLine(name: string, { anger, anxiety, falseCues }: CueScore): string {
  const share = ({ raised, speakers, recall }: OnsetFigures) =>
    speakers === 0 ? '–' : `${raised}/${speakers} ${percent(recall)}`;
  const rateOf = ({ count, perHour }: FalseCueFigures) =>
    perHour === null ? '–' : `${perHour.toFixed(2)} (${count})`;
  return line(name, [
    share(anger),
    delay(anger),
    share(anxiety),
    delay(anxiety),
    rateOf(falseCues.calm),
    rateOf(falseCues.happy),
  ]);
}

function onset({ raised, speakers, recall, interval }: OnsetFigures): string {
  const within = interval === null ? '' : ` [${percent(interval.low)}, ${percent(interval.high)}]`;
  return `${raised} of ${speakers}, ${percent(recall)}${within}`;
}

function rate({ count, hours, perHour, interval }: FalseCueFigures): string {
  const ends = ({ low, high }: Interval) => ` [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  return `${count} in ${hours.toFixed(2)} h = ${perHour?.toFixed(2) ?? '–'} per hour${interval === null ? '' : ends(interval)}`;
}

function naturalRate({ tenseStretches, hours, perHour, interval, cues }: NaturalFigures): string {
  const within = interval === null ? '' : ` [${interval.low.toFixed(1)}, ${interval.high.toFixed(1)}]`;
  return `${tenseStretches} false tense stretches in ${hours.toFixed(2)} h = ${perHour?.toFixed(1) ?? '–'} per hour${within}, ${cues} cues`;
}

function reels({ withCue, reels: all, raisedBy }: NonSpeechFigures): string {
  return `${withCue} of ${all}${raisedBy.length === 0 ? '' : ` (${raisedBy.join(', ')})`}`;
}

function delay({ medianDelayMs, speakers }: OnsetFigures): string {
  if (speakers === 0) return '–';
  return medianDelayMs === null ? 'missed' : `${(medianDelayMs / 1000).toFixed(2)} s`;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(0)} %`;
}

function line(name: string, cells: readonly string[]): string {
  return padded(told(name), 20) + cells.map((cell) => paddedBefore(told(cell), 16)).join('');
}
