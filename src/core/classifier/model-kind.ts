/** A trained network, or the printed formula of prosody. */
export const MODEL_KINDS = ['network', 'prosody'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** What a model may be used for: the licence of the speech that it learned from decides. */
export const MODEL_USES = ['research', 'commercial'] as const;
export type ModelUse = (typeof MODEL_USES)[number];

/** The kind that is named; without one, the shipped network for research, and the formula for commercial use. */
export function modelKindOf({
  kind,
  use,
}: {
  readonly kind: ModelKind | null;
  readonly use: ModelUse;
}): ModelKind {
  return kind ?? (use === 'commercial' ? 'prosody' : 'network');
}
