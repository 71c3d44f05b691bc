import type { TryTexts } from '../../i18n/texts/try-texts.js';
import { BAND_HEIGHT } from './live-bands.js';
import { LANE_WIDTH } from './live-curve.js';
import { type LiveLane, liveLanes } from './live-lanes.js';
import { LiveTimes } from './live-times.js';
import { SHOWN_MS, type ViewHistory } from './view-history.js';

const GAP = 6;
const AXIS = 16;

/** The last minute as a picture that scrolls: who speaks, level, pitch, rate, emotion, evidence, and where cues came. */
export function LivePicture(props: { readonly history: ViewHistory; readonly texts: TryTexts }) {
  const { history, texts } = props;
  const fromMs = Math.max(0, history.nowMs - SHOWN_MS);
  const xOf = (ms: number) => (LANE_WIDTH * (ms - fromMs)) / SHOWN_MS;
  let y = AXIS;
  const placed = liveLanes(history, xOf, texts).map((lane) => {
    const top = y;
    y += lane.height + GAP;
    return { ...lane, top };
  });
  const shownCues = history.cues.filter(({ atMs }) => atMs >= fromMs);
  return (
    <div class="live">
      <div class="live-names" aria-hidden="true">
        {placed.map((lane) => (
          <LaneName key={lane.name} lane={lane} texts={texts} />
        ))}
      </div>
      <div class="live-plot">
        <LiveTimes fromMs={fromMs} />
        <svg
          class="live-picture"
          viewBox={`0 0 ${LANE_WIDTH} ${y}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={texts.picture}
        >
          {placed.map(({ name, top, height, content }) => (
            <g key={name} transform={`translate(0 ${top})`}>
              <rect class="live-rail" width={LANE_WIDTH} height={height} />
              {content}
            </g>
          ))}
          {shownCues.map(({ atMs }) => (
            <line key={atMs} class="live-cue" x1={xOf(atMs)} x2={xOf(atMs)} y1="0" y2={y} />
          ))}
        </svg>
      </div>
    </div>
  );
}

function LaneName({ lane, texts }: { readonly lane: LiveLane; readonly texts: TryTexts }) {
  return (
    <span class={lane.height === BAND_HEIGHT ? 'live-name-band' : 'live-name'}>
      {lane.name !== 'emotion' && <span>{texts.lanes[lane.name]}</span>}
      {lane.keys.map(({ kind, word }) => (
        <span key={kind} class="live-key">
          <svg viewBox="0 0 16 4" class="live-picture-key" aria-hidden="true">
            <line class={`live-${kind}`} x1="0" x2="16" y1="2" y2="2" />
          </svg>
          {word}
        </span>
      ))}
    </span>
  );
}
