import type { CallKey } from '../binding/agent-binding.js';
import type { StreamOpen } from '../ingest/media-adapter.js';
import type { Logger } from '../telemetry/logger.js';
import type { CallRoster } from './call-roster.js';
import type { LiveCall } from './live-call.js';

/** How a call stands with its caller's notice; `unknown` = none of its streams is on this node. */
export type NoticeStanding = 'given' | 'missing' | 'objection' | 'unknown';

/** A line when a call begins and one when it has ended; `callRef` joins them, and is the one that desktops know. */
export class CallLog {
  readonly #logger: Logger;
  readonly #roster: CallRoster;
  readonly #noticeOf: (key: CallKey) => NoticeStanding;

  constructor(logger: Logger, roster: CallRoster, noticeOf: (key: CallKey) => NoticeStanding) {
    this.#logger = logger;
    this.#roster = roster;
    this.#noticeOf = noticeOf;
  }

  began(call: LiveCall, { connector, platform, roles }: StreamOpen): void {
    const notice = this.#noticeOf(call.key);
    this.#logger.info({ ...this.#of(call), connector, platform, roles, notice }, 'A call began');
  }

  ended(call: LiveCall): void {
    const { platform } = call.key;
    const report = call.trace.report(call.droppedMs);
    this.#logger.info({ ...this.#of(call), platform, ...report }, 'A call ended');
  }

  #of(call: LiveCall) {
    const presenter = this.#roster.presenterOf(call);
    const { tenant, callId } = call.key;
    const agent = presenter?.hasHadAgent ? 'known' : 'none';
    return { callRef: call.ref, ...presenter?.traced, agent, pii: { tenant, callId } };
  }
}
