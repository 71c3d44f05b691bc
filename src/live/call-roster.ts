import type { AgentKey } from '../binding/agent-binding.js';
import type { RecordKey } from '../storage/stored-record.js';
import type { Attendance } from './attendance.js';
import type { LiveCall } from './live-call.js';

/** Calls whose after-call answers (reset taken, cue helped) are still taken. */
const REMEMBERED_CALLS = 2_000;

/** Which calls are on, who attends them, and which have just been. */
export class CallRoster {
  readonly #attendances = new Map<LiveCall, Attendance>();
  readonly #byRef = new Map<string, LiveCall>();
  readonly #ended = new Map<string, RecordKey>();

  add(call: LiveCall, attendance: Attendance): void {
    this.#attendances.set(call, attendance);
    this.#byRef.set(call.ref, call);
  }

  /** Takes the call off the roster; what its agent still answers is accepted for a while. */
  remove(call: LiveCall): void {
    const attendance = this.#attendances.get(call);
    if (attendance === undefined) return;
    this.#attendances.delete(call);
    this.#byRef.delete(call.ref);
    this.#ended.set(call.ref, attendance.recordKey);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > REMEMBERED_CALLS && oldest !== undefined) this.#ended.delete(oldest);
  }

  attendanceOf(call: LiveCall): Attendance | undefined {
    return this.#attendances.get(call);
  }

  byRef(ref: string): LiveCall | undefined {
    return this.#byRef.get(ref);
  }

  callsOf(agent: AgentKey): readonly (readonly [LiveCall, Attendance])[] {
    return [...this.#attendances].filter(([, attendance]) => attendance.isOf(agent));
  }

  /** The call's record key, if the call is or was this agent's: nobody answers for another. */
  recordKeyOf(agent: AgentKey, ref: string): RecordKey | null {
    const call = this.#byRef.get(ref);
    const attendance = call === undefined ? undefined : this.#attendances.get(call);
    const key = attendance?.recordKey ?? this.#ended.get(ref);
    return key !== undefined && key.tenant === agent.tenant && key.agentId === agent.agentId ? key : null;
  }
}
