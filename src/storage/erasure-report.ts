/** The role on whose word it is done, who of that role, and when. */
export type Actor = { readonly actor: string; readonly by?: string; readonly at: number };

/** Rows taken out, by table; `waiting` counts records that were not yet in one. */
export type ErasureReport = Readonly<Record<string, number>>;
