import { contain } from '../../containment.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import { CallCoach, type CallCoachOptions } from '../../core/cues/call-coach.js';
import type { Coach } from '../../core/cues/coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { coachingRound } from '../../core/cues/coaching-round.js';
import type { CoachHost, HostedCoach, RoundListener } from './coach-host.js';

/** What this host needs of a coach. */
export type OwnCoach = Coach & Pick<CallCoach, 'attention' | 'customerHeardMs'>;

/** Runs every coach on the thread that it is called on. The classifier stays its owner's to close. */
export class LocalCoachHost implements CoachHost {
  readonly #coaches = new Map<HostedCoach, OwnCoach>();
  readonly #faulty = new WeakSet<HostedCoach>();
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
    const coach = this.#make(options);
    this.#coaches.set(coach, coach);
    return coach;
  }

  async round(ending: ReadonlySet<HostedCoach>, { events, ended, fault }: RoundListener): Promise<void> {
    const sound = [...this.#coaches].filter(([hosted]) => !this.#faulty.has(hosted));
    await coachingRound(new Map(sound), this.#classifier, {
      events,
      modelFailed: this.#onFailure,
      fault: (hosted, cause) => {
        this.#faulty.add(hosted);
        fault(hosted, cause);
      },
    });
    for (const hosted of ending) {
      const coach = this.#coaches.get(hosted);
      if (coach === undefined || !this.#coaches.delete(hosted)) continue;
      let last: readonly CoachEvent[] = [];
      contain(
        (cause) => fault(hosted, cause),
        () => {
          last = coach.end();
        },
      );
      ended(hosted, last, coach.attention());
    }
  }

  async close(): Promise<void> {}
}
