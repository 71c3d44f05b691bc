/** One channel's course for the picture: a value per `hopMs`. F0 in semitones re 27.5 Hz, 0 = unvoiced; dBFS. */
export type SideContour = {
  readonly role: 'customer' | 'agent' | 'mixed';
  readonly hopMs: number;
  readonly f0Semitones: ArrayLike<number>;
  readonly levelDb: ArrayLike<number>;
  readonly speaking: ArrayLike<number>;
};

export type Span = { readonly fromMs: number; readonly toMs: number };

/** Stretches in which both sides speak. */
export function overlapsOf(sides: readonly SideContour[]): Span[] {
  const [one, other] = sides;
  if (one === undefined || other === undefined) return [];
  return spansOf(one.hopMs, Math.min(one.speaking.length, other.speaking.length), (hop) =>
    Boolean(one.speaking[hop] && other.speaking[hop]),
  );
}

/** Stretches in which one side speaks. */
export function speechOf({ hopMs, speaking }: SideContour): Span[] {
  return spansOf(hopMs, speaking.length, (hop) => Boolean(speaking[hop]));
}

function spansOf(hopMs: number, hops: number, isOn: (hop: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (let hop = 0; hop < hops; hop++) {
    if (!isOn(hop)) continue;
    const from = hop;
    while (hop < hops && isOn(hop)) hop++;
    spans.push({ fromMs: from * hopMs, toMs: hop * hopMs });
  }
  return spans;
}
