import { useEffect, useRef, useState } from 'preact/hooks';
import type { PanelTexts } from '../../../i18n/texts/panel-text-shape.js';
import { type BreathMoment, breathAt, breathMs, type Pace } from './breathing-pace.js';

export type BreathingPacerProps = {
  readonly pace: Pace;
  /** How long to go on; whole breaths, at least one. */
  readonly forMs: number;
  readonly texts: PanelTexts['breathing'];
  readonly onDone: () => void;
};

/**
 * A ring that opens and closes with a count, and can be paused at any moment (WCAG 2.2.2). Where the reader asks for
 * reduced motion the ring stands still and the words and the count alone lead.
 */
export function BreathingPacer({ pace, forMs, texts, onDone }: BreathingPacerProps) {
  const ring = useRef<SVGCircleElement>(null);
  const [paused, setPaused] = useState(false);
  const elapsedMs = useRef(0);
  const [moment, setMoment] = useState(breathAt(pace, 0));
  const lengthMs = Math.max(1, Math.floor(forMs / breathMs(pace))) * breathMs(pace);

  useEffect(() => {
    if (paused) return;
    // The window that shows the ring: the page's own, or the picture-in-picture one.
    const view = ring.current?.ownerDocument.defaultView ?? window;
    const still = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let before = view.performance.now();
    let frame = 0;
    const step = (now: number) => {
      elapsedMs.current += Math.max(0, now - before);
      before = now;
      if (elapsedMs.current >= lengthMs) {
        onDone();
        return;
      }
      const next = breathAt(pace, elapsedMs.current);
      if (!still) ring.current?.setAttribute('r', (18 + 24 * next.openness).toFixed(2));
      setMoment((shown) => (sameWords(shown, next) ? shown : next));
      frame = view.requestAnimationFrame(step);
    };
    frame = view.requestAnimationFrame(step);
    return () => view.cancelAnimationFrame(frame);
  }, [paused, pace, lengthMs]);

  return (
    <fieldset class="pacer">
      <legend class="visually-hidden">{texts.label}</legend>
      <svg class="pacer-ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle class="pacer-far" cx="50" cy="50" r="44" />
        <circle class="pacer-near" ref={ring} cx="50" cy="50" r="42" />
        <text class="pacer-count" x="50" y="50">
          {moment.count}
        </text>
      </svg>
      <p class="pacer-words">
        <strong>{texts[moment.phase]}</strong>
        <span class="pacer-instead">{texts.instead[pace]}</span>
      </p>
      <button type="button" class="button" onClick={() => setPaused(!paused)}>
        {paused ? texts.resume : texts.pause}
      </button>
    </fieldset>
  );
}

function sameWords(one: BreathMoment, other: BreathMoment): boolean {
  return one.phase === other.phase && one.count === other.count;
}
