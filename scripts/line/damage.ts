import type { Random } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { Speaker } from '../../src/lab/telephones/call-plan.js';
import type { Telephone, Wire } from '../../src/lab/telephones/telephone.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';

/** What is done to one line's messages. Stateful: one for each line. */
export type Harm = (wires: readonly Wire[], frame: CallFrame) => readonly Wire[];

/** What is said of the call while it goes on. */
export type Act = {
  readonly atMs: number;
  readonly what: 'hold' | 'resume' | 'transfer';
  readonly by: 'protocol' | 'rest' | 'panel';
};

/** One kind of damage to a line. */
export type Damage = {
  readonly name: string;
  /** Where evidence is harmed, milliseconds of the call; null = nowhere, or everywhere a little. */
  readonly spanMs: readonly [number, number] | null;
  /** Share of the customer's audio that the damage itself takes, or that may not be used. */
  readonly lostShare: number;
  readonly suits: (telephone: Telephone) => boolean;
  readonly harm: (random: Random) => Harm;
  /** What the parties say meanwhile, where it is something else. */
  readonly recording?: (recording: TwoPartyRecording) => TwoPartyRecording;
  readonly acts?: readonly Act[];
  /** The stream ends here, and another one goes on with the call after a second. */
  readonly rejoinsAtMs?: number;
  /** Only this party reaches the server. */
  readonly alone?: Speaker;
  /** Why the protocol may refuse it; a line that is refused for this is right. */
  readonly refusedAs?: string;
};
