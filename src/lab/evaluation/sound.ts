/** One sound that is not speech: a cough, a laugh, lips. Brought to the level of a voice on the line, not yet coded. */
export type Sound = { readonly kind: string; readonly recorded: boolean; readonly samples: Float32Array };
