import type { StandingNotice } from './standing-store.js';

/** A single node has no other nodes to notify. */
export const SINGLE_NODE_NOTICE: StandingNotice = {
  heard: 'alone',
  tell: async () => true,
  onTold() {},
  close: async () => {},
};
