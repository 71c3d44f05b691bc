import type { StandingNotice } from './standing-store.js';

/** One node has nobody to tell. */
export const SINGLE_NODE_NOTICE: StandingNotice = {
  tell: async () => true,
  onTold() {},
  close: async () => {},
};
