import type { JSX } from 'preact';
import type { TryTexts } from '../../i18n/texts/try-texts.js';
import { BAND_HEIGHT, MoodBand, SpeechBand } from './live-bands.js';
import { type CurvePoint, LANE_HEIGHT, LiveCurve, LiveMark } from './live-curve.js';
import type { Heard, ViewHistory } from './view-history.js';

const LEVEL_DB = { low: -70, high: 0 };
const DELTA_SEMITONES = { low: -6, high: 12 };
const RATE = { low: 0, high: 8 };
const SHARE = { low: 0, high: 1 };
const EVIDENCE = { low: 0, high: 1.5 };

/** One row of the picture: its name, and beside it the marks that its lines are drawn with. */
export type LiveLane = {
  readonly name: keyof TryTexts['lanes'];
  /** Lines that need telling apart, by class, each with its own word. */
  readonly keys: readonly { readonly kind: 'alarm' | 'anger' | 'anxiety'; readonly word: string }[];
  readonly height: number;
  readonly content: JSX.Element;
};

/** The rows from top to bottom: how the caller sounds first, who speaks last. */
export function liveLanes(
  { heard, levels, nowMs }: ViewHistory,
  xOf: (ms: number) => number,
  { keys }: Pick<TryTexts, 'keys'>,
): readonly LiveLane[] {
  const of = (value: (point: Heard) => number | null): CurvePoint[] =>
    heard.map((point) => [point.atMs, value(point)]);
  const judged = heard.filter(({ emotion }) => emotion !== null);
  const emotion = (value: (of: NonNullable<Heard['emotion']>) => number): CurvePoint[] =>
    judged.map((point) => [point.atMs, point.emotion === null ? null : value(point.emotion)]);
  const lane = (name: LiveLane['name'], content: JSX.Element, marked: LiveLane['keys'] = []): LiveLane => ({
    name,
    keys: marked,
    height: LANE_HEIGHT,
    content,
  });
  const band = (name: LiveLane['name'], content: JSX.Element): LiveLane => ({
    name,
    keys: [],
    height: BAND_HEIGHT,
    content,
  });
  const line = { kind: 'line', xOf } as const;
  return [
    band('mood', <MoodBand heard={heard} nowMs={nowMs} xOf={xOf} />),
    lane(
      'evidence',
      <>
        <LiveMark kind="alarm" value={1} range={EVIDENCE} />
        <LiveCurve kind="evidence" points={emotion(({ evidence }) => evidence)} range={EVIDENCE} xOf={xOf} />
      </>,
      [{ kind: 'alarm', word: keys.alarm }],
    ),
    lane(
      'emotion',
      <>
        <LiveCurve kind="anger" points={emotion(({ anger }) => anger)} range={SHARE} xOf={xOf} />
        <LiveCurve kind="anxiety" points={emotion(({ anxiety }) => anxiety)} range={SHARE} xOf={xOf} />
      </>,
      [
        { kind: 'anger', word: keys.anger },
        { kind: 'anxiety', word: keys.anxiety },
      ],
    ),
    lane('level', <LiveCurve {...line} points={levels.map(({ atMs, db }) => [atMs, db])} range={LEVEL_DB} />),
    lane(
      'pitch',
      <>
        <LiveMark kind="grid" value={0} range={DELTA_SEMITONES} />
        <LiveCurve {...line} points={of((point) => point.f0DeltaSemitones)} range={DELTA_SEMITONES} />
      </>,
    ),
    lane('rate', <LiveCurve {...line} points={of((point) => point.articulationRate)} range={RATE} />),
    band('caller', <SpeechBand heard={heard} who="caller" xOf={xOf} />),
    band('agent', <SpeechBand heard={heard} who="agent" xOf={xOf} />),
  ];
}
