import type { CallKey } from './agent-binding.js';

/** A node's hold on a call: of two nodes, the one with the later epoch has it. */
export type CallLease = {
  /** Under this the call is known between nodes: a digest, which names nobody. */
  readonly call: string;
  readonly epoch: number;
};

/** Which node a call is on, so that two taps of one call never make two coaches for it. Every method rejects while nobody can say. */
export interface CallLeases {
  /** Null: another node has the call, and a stream of it is open there. */
  claim(call: CallKey): Promise<CallLease | null>;
  /** To be called every second. `isIdle`: no stream is open here, so that another node may take the call up. False: it has. */
  renew(lease: CallLease, isIdle: boolean): Promise<boolean>;
  release(lease: CallLease): Promise<void>;
  close(): Promise<void>;
}
