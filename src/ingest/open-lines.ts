import type { CallKey } from '../binding/agent-binding.js';
import type { Config } from '../config/config-schema.js';
import type { ErrorCode } from '../errors.js';
import type { LineReport } from './line-report.js';

/** One audio socket, whoever dialled. */
export interface Line {
  readonly tenant: string;
  /** How its open stream sounds, if that belongs to the call. */
  lineOf(call: CallKey): LineReport | null;
}

/** The audio sockets of this process in both directions: one count, the same limits, and one report of how a call sounds. */
export class OpenLines {
  readonly #lines = new Set<Line>();
  readonly #limits: Pick<Config['ingest'], 'streamLimit' | 'tenantStreamLimit'>;

  readonly #isOverloaded: () => boolean;

  /** `isOverloaded`: the process does not keep up with the lines that it has. */
  constructor(
    limits: Pick<Config['ingest'], 'streamLimit' | 'tenantStreamLimit'>,
    isOverloaded: () => boolean = () => false,
  ) {
    this.#limits = limits;
    this.#isOverloaded = isOverloaded;
  }

  add(line: Line): void {
    this.#lines.add(line);
  }

  remove(line: Line): void {
    this.#lines.delete(line);
  }

  /** Why nobody may have one more; null = there is room. Those who have yet to prove who they are take none: strangers could fill it. */
  get fullness(): ErrorCode | null {
    if (this.#lines.size >= this.#limits.streamLimit) return 'stream.limit-reached';
    return this.#isOverloaded() ? 'stream.overloaded' : null;
  }

  /** Why a tenant may not have one more; null = it may. */
  refusalOf(tenant: string): ErrorCode | null {
    const { fullness } = this;
    if (fullness !== null) return fullness;
    const ofTenant = [...this.#lines].filter((line) => line.tenant === tenant).length;
    return ofTenant >= this.#limits.tenantStreamLimit ? 'stream.tenant-limit-reached' : null;
  }

  of(call: CallKey): readonly LineReport[] {
    return [...this.#lines].flatMap((line) => line.lineOf(call) ?? []);
  }
}
