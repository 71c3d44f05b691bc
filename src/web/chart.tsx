import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const LEAST_WIDTH = 220;
/** Below this width there is no room for words beside a chart: they stand above it. */
const NARROW = 520;

/** What a chart may draw in, in pixels. */
export type ChartRoom = { readonly width: number; readonly isNarrow: boolean };

/** A chart as wide as its place, drawn pixel for pixel: on a phone it is another drawing, not a smaller one. */
export function Chart(props: {
  readonly label: string;
  readonly class?: string;
  /** Until its place is known, pixels. */
  readonly usualWidth?: number;
  readonly heightIn: (room: ChartRoom) => number;
  readonly children: (room: ChartRoom) => ComponentChildren;
}) {
  const drawn = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(props.usualWidth ?? 880);
  useLayoutEffect(() => {
    const svg = drawn.current!;
    const measure = () => {
      // What is folded away has no width.
      const seen = Math.floor(svg.getBoundingClientRect().width);
      if (seen > 0) setWidth(Math.max(LEAST_WIDTH, seen));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(svg);
    return () => observer.disconnect();
  }, []);
  const room = { width, isNarrow: width < NARROW };
  return (
    <svg
      class={props.class ?? 'chart'}
      ref={drawn}
      viewBox={`0 0 ${width} ${props.heightIn(room)}`}
      role="img"
      aria-label={props.label}
    >
      {props.children(room)}
    </svg>
  );
}
