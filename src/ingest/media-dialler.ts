import type { ConnectorSettings, SettingsFor } from '../config/sections/connectors-section.js';
import type { Role } from '../core/audio/audio-frame.js';
import { EvenkeelError } from '../errors.js';
import type { Drainable } from '../lifecycle.js';
import { asterisk } from './adapters/asterisk/asterisk.js';
import { observed } from './ingest-observer.js';
import { StreamSubscriber, type SubscriberParts } from './stream-subscriber.js';

/** A media socket that a platform holds ready for one party of one call. */
export type MediaSocket = {
  readonly tenant: string;
  readonly platform: string;
  readonly callId: string;
  /** Name of the connector in the configuration. */
  readonly connector: string;
  readonly connectionId: string;
  readonly role: Role;
};

export type MediaDiallerParts = Omit<SubscriberParts, 'settings' | 'tenant' | 'protocol'> & {
  readonly connectors: readonly ConnectorSettings[];
};

/** Stands in a connector's `subscribe.url` for the connection id of one call. */
const PLACE = '{connection}';

/** Whether the URL is dialled for each call when somebody asks, rather than all the time. */
export function isDialledOnRequest(connector: ConnectorSettings): connector is SettingsFor<'asterisk'> {
  return connector.protocol === 'asterisk' && (connector.subscribe?.url.includes(PLACE) ?? false);
}

/**
 * Dials Asterisk's `/media/<connection id>` once for each tap that an integrator announces. What the call is and whose
 * voice it carries is stated by the integrator; nothing is taken from the socket.
 */
export class MediaDialler implements Drainable {
  readonly #parts: MediaDiallerParts;
  readonly #connected = new Map<StreamSubscriber, () => void>();
  #isDraining = false;

  constructor(parts: MediaDiallerParts) {
    this.#parts = parts;
  }

  /** Throws `stream.connector-unknown`, or the code of a limit that is reached. That the platform cannot be reached is counted, as for every source. */
  dial(socket: MediaSocket): void {
    const { tenant, platform, callId, role } = socket;
    const found = this.#parts.connectors.find(({ name }) => name === socket.connector);
    if (!found || !isDialledOnRequest(found) || found.subscribe === null) throw unknown();
    if (found.tenant !== tenant || observed(found).platform !== platform) throw unknown();
    const refusal = this.#isDraining ? 'stream.draining' : this.#parts.lines.refusalOf(tenant);
    if (refusal !== null) {
      this.#parts.observer.count('refused', observed(found), refusal);
      throw new EvenkeelError(refusal);
    }
    const url = found.subscribe.url.replaceAll(PLACE, encodeURIComponent(socket.connectionId));
    const settings = { ...found, role, subscribe: { ...found.subscribe, url } };
    const subscriber = new StreamSubscriber({
      ...this.#parts,
      settings,
      tenant,
      protocol: asterisk(settings, this.#parts.clock, callId),
      onlyOnce: () => this.#connected.delete(subscriber),
    });
    this.#connected.set(subscriber, subscriber.start());
  }

  async drain(limitMs: number): Promise<void> {
    this.#isDraining = true;
    await Promise.all([...this.#connected.keys()].map((subscriber) => subscriber.drain(limitMs)));
  }

  /** Returns the disposer, which drops every connection. */
  start(): () => void {
    return () => {
      for (const dispose of this.#connected.values()) dispose();
    };
  }
}

function unknown(): EvenkeelError {
  return new EvenkeelError('stream.connector-unknown');
}
