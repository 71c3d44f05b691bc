import { contain } from '../../containment.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import { CallCoach, type CallCoachOptions } from '../../core/cues/call-coach.js';
import type { Coach, CoachInput } from '../../core/cues/coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { coachingRound } from '../../core/cues/coaching-round.js';
import { CallInbox } from './call-inbox.js';
import type { CoachHost, HostedCoach, RoundListener } from './coach-host.js';
import { LoopTurns } from './loop-turns.js';

/** What this host needs of a coach. */
export type OwnCoach = Coach &
  Pick<CallCoach, 'attention' | 'customerHeardMs' | 'hasUntaken' | 'takeDropped'>;

/** Windows that one call may bring to a round: a backlog is worked off at many times its speed, and none holds up the others. */
const WINDOWS_EACH = 8;
/** A round begins with what has come so far, unless that is a backlog: it does not wait for all of one. */
const TURNS_BEFORE_ROUND = 34;

/** A coach behind its inbox. */
class InboxedCoach implements HostedCoach {
  readonly coach: OwnCoach;
  readonly inbox: CallInbox;
  fault: { readonly cause: unknown } | null = null;
  isFaulty = false;

  constructor(coach: OwnCoach, turns: LoopTurns) {
    this.coach = coach;
    this.inbox = new CallInbox({
      turns,
      push: (input) => coach.push(input),
      onFault: (cause) => {
        this.fault ??= { cause };
      },
    });
  }

  get customerHeardMs(): number {
    return this.coach.customerHeardMs;
  }

  /** Whether all that came has been heard and judged. */
  get isDone(): boolean {
    return this.isFaulty || (this.inbox.isEmpty && !this.coach.hasUntaken);
  }

  push(input: CoachInput): void {
    this.inbox.push(input);
  }
}

/** Runs every coach on the thread that it is called on. The classifier stays its owner's to close. */
export class LocalCoachHost implements CoachHost {
  readonly #coaches = new Map<HostedCoach, InboxedCoach>();
  readonly #turns = new LoopTurns();
  readonly #classifier: Classifier;
  readonly #onFailure: (cause: unknown) => void;

  readonly #make: (options: CallCoachOptions) => OwnCoach;

  constructor(
    classifier: Classifier,
    onFailure: (cause: unknown) => void,
    make: (options: CallCoachOptions) => OwnCoach = (options) => new CallCoach(options),
  ) {
    this.#make = make;
    this.#classifier = classifier;
    this.#onFailure = onFailure;
  }

  open(options: CallCoachOptions): HostedCoach {
    const hosted = new InboxedCoach(this.#make(options), this.#turns);
    this.#coaches.set(hosted, hosted);
    return hosted;
  }

  async round(ending: ReadonlySet<HostedCoach>, listener: RoundListener): Promise<void> {
    await this.#turns.settled(TURNS_BEFORE_ROUND);
    const fault = (hosted: InboxedCoach, cause: unknown) => {
      hosted.isFaulty = true;
      listener.fault(hosted, cause);
    };
    for (const hosted of this.#coaches.values()) {
      if (hosted.fault !== null && !hosted.isFaulty) fault(hosted, hosted.fault.cause);
      tellDropped(hosted, listener);
    }
    const sound = [...this.#coaches.values()].filter(({ isFaulty }) => !isFaulty);
    await coachingRound(
      new Map(sound.map((hosted) => [hosted, hosted.coach])),
      this.#classifier,
      { events: listener.events, modelFailed: this.#onFailure, fault },
      WINDOWS_EACH,
    );
    for (const one of ending) {
      const hosted = this.#coaches.get(one);
      if (hosted?.isDone) this.#end(hosted, listener);
    }
  }

  async close(): Promise<void> {}

  #end(hosted: InboxedCoach, { fault, ended }: RoundListener): void {
    this.#coaches.delete(hosted);
    let last: readonly CoachEvent[] = [];
    contain(
      (cause) => fault(hosted, cause),
      () => {
        last = hosted.coach.end();
      },
    );
    ended(hosted, last, hosted.coach.attention());
  }
}

function tellDropped(hosted: InboxedCoach, { dropped }: RoundListener): void {
  const windows = hosted.coach.takeDropped();
  const audioMs = hosted.inbox.takeDropped();
  if (windows > 0 || audioMs !== null) dropped(hosted, { windows, audioMs });
}
