import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { contain, type FaultHandler } from '../containment.js';
import type { AgentMessage, DesktopEvent } from './agent-message.js';
import type { CueBus } from './cue-bus.js';

type MessageHandler = (message: AgentMessage, isElsewhere: boolean) => void;
type ReportHandler = (agent: AgentKey, event: DesktopEvent) => void;

/** The bus of a single process: a map of handlers, nothing kept. */
export class LocalCueBus implements CueBus {
  readonly #desktops = new Map<string, Set<MessageHandler>>();
  readonly #reports = new Set<ReportHandler>();
  readonly #onFault: FaultHandler;

  /** A handler that throws is reported to `onFault`; the others still run. */
  constructor(onFault: FaultHandler) {
    this.#onFault = onFault;
  }

  publish(agent: AgentKey, message: AgentMessage): void {
    this.deliver(agent, message, false);
  }

  publishHere(agent: AgentKey, message: AgentMessage): void {
    this.deliver(agent, message, false);
  }

  /** As `publish`; says whether the message came from another node. */
  deliver(agent: AgentKey, message: AgentMessage, isElsewhere: boolean): void {
    for (const handler of [...(this.#desktops.get(agentKeyText(agent)) ?? [])])
      contain(this.#onFault, () => handler(message, isElsewhere));
  }

  subscribe(agent: AgentKey, handler: MessageHandler): () => void {
    const key = agentKeyText(agent);
    const handlers = this.#desktops.get(key) ?? new Set();
    this.#desktops.set(key, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      if (handlers.size === 0 && this.#desktops.get(key) === handlers) this.#desktops.delete(key);
    };
  }

  report(agent: AgentKey, event: DesktopEvent): void {
    for (const handler of [...this.#reports]) contain(this.#onFault, () => handler(agent, event));
  }

  reportHere(agent: AgentKey, event: DesktopEvent): void {
    this.report(agent, event);
  }

  onReport(handler: ReportHandler): () => void {
    this.#reports.add(handler);
    return () => this.#reports.delete(handler);
  }

  /** There are no other nodes. */
  onReturn(): void {}

  async close(): Promise<void> {
    this.#desktops.clear();
    this.#reports.clear();
  }
}
