import type { TryTexts } from '../../i18n/texts/try-texts.js';
import { type Heard, SHOWN_MS, type ViewHistory } from './view-history.js';

const WIDTH = 600;
const LANE = 44;
const BAND = 12;
const GAP = 6;
const AXIS = 16;
const LEVEL_DB = { low: -70, high: 0 };
const DELTA_SEMITONES = { low: -6, high: 12 };
const RATE = { low: 0, high: 8 };
const SHARE = { low: 0, high: 1 };
const EVIDENCE = { low: 0, high: 1.5 };
/** A curve is not joined over a pause longer than this. */
const LONGEST_JOIN_MS = 1_500;

type Range = { readonly low: number; readonly high: number };
type Point = readonly [atMs: number, value: number | null];

/** The last minute as a picture that scrolls: who speaks, level, pitch, rate, emotion, evidence, and where cues came. */
export function LivePicture(props: { readonly history: ViewHistory; readonly texts: TryTexts }) {
  const { history, texts } = props;
  const { heard, levels, cues, nowMs } = history;
  const fromMs = Math.max(0, nowMs - SHOWN_MS);
  const xOf = (ms: number) => (WIDTH * (ms - fromMs)) / SHOWN_MS;
  const of = (value: (point: Heard) => number | null): Point[] =>
    heard.map((point) => [point.atMs, value(point)]);
  const emotions = heard.filter(({ emotion }) => emotion !== null);
  const emotion = (value: (of: NonNullable<Heard['emotion']>) => number): Point[] =>
    emotions.map((point) => [point.atMs, point.emotion === null ? null : value(point.emotion)]);
  const { lanes } = texts;
  const rows = [
    { name: lanes.mood, height: BAND, content: <MoodBand heard={heard} nowMs={nowMs} xOf={xOf} /> },
    {
      name: lanes.evidence,
      height: LANE,
      content: (
        <>
          <line class="live-alarm" x1="0" x2={WIDTH} y1={yOf(1, EVIDENCE)} y2={yOf(1, EVIDENCE)} />
          <path
            class="live-evidence"
            d={curve(
              emotion(({ evidence }) => evidence),
              { range: EVIDENCE, xOf },
            )}
          />
        </>
      ),
    },
    {
      name: lanes.emotion,
      height: LANE,
      content: (
        <>
          <path
            class="live-anger"
            d={curve(
              emotion(({ anger }) => anger),
              { range: SHARE, xOf },
            )}
          />
          <path
            class="live-anxiety"
            d={curve(
              emotion(({ anxiety }) => anxiety),
              { range: SHARE, xOf },
            )}
          />
        </>
      ),
    },
    {
      name: lanes.level,
      height: LANE,
      content: (
        <path
          class="live-line"
          d={curve(
            levels.map(({ atMs, db }): Point => [atMs, db]),
            { range: LEVEL_DB, xOf },
          )}
        />
      ),
    },
    {
      name: lanes.pitch,
      height: LANE,
      content: (
        <>
          <line
            class="live-grid"
            x1="0"
            x2={WIDTH}
            y1={yOf(0, DELTA_SEMITONES)}
            y2={yOf(0, DELTA_SEMITONES)}
          />
          <path
            class="live-line"
            d={curve(
              of((point) => point.f0DeltaSemitones),
              { range: DELTA_SEMITONES, xOf },
            )}
          />
        </>
      ),
    },
    {
      name: lanes.rate,
      height: LANE,
      content: (
        <path
          class="live-line"
          d={curve(
            of((point) => point.articulationRate),
            { range: RATE, xOf },
          )}
        />
      ),
    },
    { name: lanes.caller, height: BAND, content: <SpeechBand heard={heard} who="caller" xOf={xOf} /> },
    { name: lanes.agent, height: BAND, content: <SpeechBand heard={heard} who="agent" xOf={xOf} /> },
  ];
  let y = AXIS;
  const placed = rows.map((row) => {
    const top = y;
    y += row.height + GAP;
    return { ...row, top };
  });
  const shownCues = cues.filter(({ atMs }) => atMs >= fromMs);
  return (
    <div class="live">
      <div class="live-names" aria-hidden="true">
        {placed.map(({ name, height }) => (
          <span key={name} class={height === BAND ? 'live-name-band' : 'live-name'}>
            {name}
          </span>
        ))}
      </div>
      <svg
        class="live-picture"
        viewBox={`0 0 ${WIDTH} ${y}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.picture}
      >
        {placed.map(({ name, top, height, content }) => (
          <g key={name} transform={`translate(0 ${top})`}>
            <rect class="live-rail" width={WIDTH} height={height} />
            {content}
          </g>
        ))}
        {shownCues.map(({ atMs }) => (
          <line key={atMs} class="live-cue" x1={xOf(atMs)} x2={xOf(atMs)} y1="0" y2={y} />
        ))}
      </svg>
    </div>
  );
}

type BandProps = { readonly heard: readonly Heard[]; readonly xOf: (ms: number) => number };

function MoodBand({ heard, nowMs, xOf }: BandProps & { readonly nowMs: number }) {
  return (
    <>
      {heard.map(({ atMs, mood }, index) => {
        const end = xOf(heard[index + 1]?.atMs ?? nowMs);
        const x = Math.max(0, xOf(atMs));
        return (
          <rect key={atMs} class={`live-${mood}`} x={x} width={Math.max(0, end - x) + 0.3} height={BAND} />
        );
      })}
    </>
  );
}

function SpeechBand({ heard, who, xOf }: BandProps & { readonly who: 'caller' | 'agent' }) {
  return (
    <>
      {heard.map(({ atMs, speaking, agentSpeaking }, index) => {
        if (!(who === 'caller' ? speaking : agentSpeaking)) return null;
        // A step's facts are of what came before it.
        const from = Math.max(0, xOf(heard[index - 1]?.atMs ?? atMs));
        return (
          <rect
            key={atMs}
            class={`live-${who}`}
            x={from}
            width={Math.max(0, xOf(atMs) - from) + 0.3}
            height={BAND}
          />
        );
      })}
    </>
  );
}

function curve(
  points: readonly Point[],
  { range, xOf }: { readonly range: Range; readonly xOf: (ms: number) => number },
): string {
  let drawn = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const [atMs, value] of points) {
    if (value === null) continue;
    const pen = atMs - lastMs > LONGEST_JOIN_MS ? 'M' : 'L';
    drawn += `${pen}${xOf(atMs).toFixed(1)} ${yOf(value, range)}`;
    lastMs = atMs;
  }
  return drawn;
}

function yOf(value: number, { low, high }: Range): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return Math.round(10 * LANE * (1 - share)) / 10;
}
