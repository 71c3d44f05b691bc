import type { DesktopMessage, ServerMessage } from '../../delivery/agent-message.js';
import type { Language } from '../../i18n/language.js';
import type { PageTokens } from '../page-tokens.js';
import { DesktopConnection } from './connection/desktop-connection.js';
import { openDesktopSocket } from './connection/open-desktop-socket.js';
import { PAGE_CLOCKS, ServerClock } from './connection/server-clock.js';
import { watchForSleep } from './connection/sleep-watch.js';
import type { HostCall, HostEvent, HostFrame } from './host-frame.js';
import { type Mute, muteMessage } from './mute.js';
import { PanelSignIn } from './panel-sign-in.js';
import {
  expire,
  INITIAL_STATE,
  needsToken,
  nextExpiry,
  type PanelEvent,
  type PanelState,
  reducePanel,
} from './panel-state.js';
import { currentCall } from './panel-view.js';
import {
  keepPreferences,
  onPreferencesElsewhere,
  type Preferences,
  readPreferences,
} from './settings/preferences.js';

/** How long something may at most be shown past its time after a sleep, milliseconds. */
const LONGEST_LOOK_AWAY_MS = 500;

export type PanelSessionOptions = {
  readonly socketUrl: string;
  readonly tokens: PageTokens;
  readonly host: HostFrame;
  readonly firstCall: HostCall | null;
  readonly language: Language;
  /** False where the host wants the keys for itself. */
  readonly hostKeys: boolean;
};

/** Everything behind the panel's page: connection, clock, choices and host, with one state to draw. */
export class PanelSession {
  readonly #options: PanelSessionOptions;
  readonly #clock = new ServerClock(PAGE_CLOCKS);
  readonly #connection: DesktopConnection;
  readonly signIn: PanelSignIn;
  readonly #watchers = new Set<() => void>();
  readonly #disposers: (() => void)[] = [];
  #state = INITIAL_STATE;
  #preferences = readPreferences();
  #language: Language;
  #call: HostCall | null;
  #hostKeys: boolean;
  /** The window that shows the panel: a hidden page's own timers come late. */
  #view: Window = window;
  #cancelExpiry: () => void = () => {};
  #muteEnd: ReturnType<typeof setTimeout> | null = null;

  constructor(options: PanelSessionOptions) {
    this.#options = options;
    this.#language = options.language;
    this.#call = options.firstCall;
    this.#hostKeys = options.hostKeys;
    this.#connection = new DesktopConnection({
      openSocket: () => openDesktopSocket(options.socketUrl),
      onLink: (link) => this.signIn.hear(link),
      onMessage: (message) => this.#hear(message),
      introduce: () => this.#introduction(),
      random: Math.random,
    });
    this.signIn = new PanelSignIn({
      tokens: options.tokens,
      connection: this.#connection,
      askHost: () => options.host.tell({ type: 'evenkeel.token-needed' }),
      onLink: (link) => this.#happen({ type: 'link', link }),
    });
  }

  get state(): PanelState {
    return this.#state;
  }

  /** The language that the agent or the host chose last. */
  get language(): Language {
    return this.#language;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  /** Whether single keys act: the agent and the host must both want it. */
  get keysOn(): boolean {
    return this.#hostKeys && this.#preferences.keys;
  }

  /** The server's time, milliseconds since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Calls back whenever there is something new to draw. Returns the disposer. */
  watch(handler: () => void): () => void {
    this.#watchers.add(handler);
    return () => this.#watchers.delete(handler);
  }

  start(): void {
    const wake = () => {
      if (document.visibilityState === 'visible') this.retryNow();
      this.#expire();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    this.#disposers.push(
      () => document.removeEventListener('visibilitychange', wake),
      () => window.removeEventListener('online', wake),
      this.#options.host.listen((event) => this.#hearHost(event)),
      onPreferencesElsewhere((preferences) => this.#adopt(preferences)),
      watchForSleep(PAGE_CLOCKS, () => {
        this.#expire();
        this.#connection.startAfresh();
      }),
    );
    this.#scheduleMuteEnd();
    void this.signIn.start();
  }

  /** The host can be reached now: it is told that the panel listens, and what the panel lacks. */
  meetHost(): void {
    this.#options.host.tell({ type: 'evenkeel.ready' });
    if (needsToken(this.#state.link)) this.#options.host.tell({ type: 'evenkeel.token-needed' });
  }

  stop(): void {
    for (const dispose of this.#disposers.splice(0)) dispose();
    this.#cancelExpiry();
    if (this.#muteEnd !== null) clearTimeout(this.#muteEnd);
    this.#connection.stop();
  }

  /** The panel stands in another window now: its own, or a picture-in-picture one. */
  standIn(view: Window): void {
    this.#view = view;
    this.#scheduleExpiry();
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  answerCue(cueId: string, verdict: 'not-now' | 'wrong' | 'helped'): void {
    this.#connection.send({ type: 'feedback', cueId, verdict });
    this.#happen({ type: 'answered', id: cueId });
  }

  sawCue(cueId: string): void {
    this.#connection.send({ type: 'feedback', cueId, verdict: 'seen' });
  }

  /** Lets go of an own-eyes breath; nobody is told. */
  letGo(id: string): void {
    this.#happen({ type: 'answered', id });
  }

  /** The agent says that the caller is on hold, or back; how the call then stands comes from the server. */
  hold(callRef: string, on: boolean): void {
    this.#connection.send({ type: 'hold', callRef, on });
  }

  answerReset(offerId: string, outcome: 'taken' | 'skipped'): void {
    this.#connection.send({ type: 'reset', offerId, outcome });
    this.#happen({ type: 'answered', id: offerId });
  }

  choose(change: Partial<Preferences>): void {
    const preferences = { ...this.#preferences, ...change };
    keepPreferences(preferences);
    this.#adopt(preferences);
  }

  speak(language: Language): void {
    this.#language = language;
    this.#connection.send(this.#settings());
    this.#draw();
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'hello' || message.type === 'heartbeat') this.#clock.hear(message.serverNow);
    if (message.type === 'hello') this.signIn.succeeded();
    if (message.type === 'token-expiring') this.signIn.expiring();
    this.#happen(message);
  }

  #hearHost(event: HostEvent): void {
    switch (event.type) {
      case 'evenkeel.token':
        this.signIn.takeFromHost(event.token);
        return;
      case 'evenkeel.call':
        this.#call = { platform: event.platform, callId: event.callId, ticket: event.ticket };
        this.#connection.send({ type: 'bind', ...this.#call });
        return;
      case 'evenkeel.call-ended':
        this.#call = null;
        this.#connection.send({ type: 'unbind', platform: event.platform, callId: event.callId });
        return;
      case 'evenkeel.language':
        this.speak(event.language);
        return;
      case 'evenkeel.keys':
        this.#hostKeys = event.on;
        this.#draw();
        return;
    }
  }

  #happen(event: PanelEvent): void {
    this.#take(expire(reducePanel(this.#state, event, this.now()), this.now()));
  }

  #expire(): void {
    this.#take(expire(this.#state, this.now()));
  }

  /** The one way to a new state: what has gone and what has come is told to the host, and all of it is drawn. */
  #take(state: PanelState): void {
    const before = this.#state;
    this.#state = state;
    const [gone, come] = [before.cue, state.cue];
    if (gone?.cueId !== come?.cueId) {
      if (gone !== null) this.#options.host.tell({ type: 'evenkeel.cue-ended', id: gone.cueId });
      if (come !== null) this.#options.host.tell({ type: 'evenkeel.cue', id: come.cueId, kind: come.kind });
    }
    this.#scheduleExpiry();
    if (before !== state) this.#draw();
  }

  /** Looked at again and again, for a timer knows nothing of a laptop's sleep or of a clock that was set. */
  #scheduleExpiry(): void {
    this.#cancelExpiry();
    const at = nextExpiry(this.#state);
    if (at === null) return;
    const view = this.#view;
    const timer = view.setTimeout(
      () => this.#expire(),
      Math.min(LONGEST_LOOK_AWAY_MS, Math.max(0, at - this.now()) + 1),
    );
    this.#cancelExpiry = () => view.clearTimeout(timer);
  }

  #adopt(preferences: Preferences): void {
    const before = this.#preferences;
    this.#preferences = preferences;
    if (before.mute !== preferences.mute) this.#connection.send(this.#muteMessage(preferences.mute));
    if (before.selfCoaching !== preferences.selfCoaching && this.#state.selfCoachingOffered) {
      this.#connection.send({ type: 'self-coaching', on: preferences.selfCoaching });
    }
    this.#connection.send(this.#settings());
    this.#scheduleMuteEnd();
    this.#draw();
  }

  /** A mute that ends by itself must also be seen to end. */
  #scheduleMuteEnd(): void {
    if (this.#muteEnd !== null) clearTimeout(this.#muteEnd);
    const mute = this.#preferences.mute;
    const leftMs = mute === null || mute.scope === 'call' ? null : mute.untilMs - this.now();
    this.#muteEnd =
      leftMs === null ? null : setTimeout(() => this.choose({ mute: null }), Math.max(0, leftMs));
  }

  #introduction(): readonly DesktopMessage[] {
    const { mute, selfCoaching } = this.#preferences;
    const bind = this.#call === null ? [] : [{ type: 'bind', ...this.#call } as const];
    // Without a recorded legal basis not even the wish leaves this page.
    const own =
      selfCoaching && this.#state.selfCoachingOffered ? [{ type: 'self-coaching', on: true } as const] : [];
    return [this.#settings(), this.#muteMessage(mute), ...bind, ...own];
  }

  #settings(): DesktopMessage {
    const { amount, kindsOff } = this.#preferences;
    const language = this.#language;
    return { type: 'settings', quiet: amount === 'quiet', fewerCues: amount === 'fewer', kindsOff, language };
  }

  #muteMessage(mute: Mute | null): DesktopMessage {
    return muteMessage(mute, currentCall(this.#state)?.callRef ?? null, this.now());
  }

  #draw(): void {
    for (const handler of this.#watchers) handler();
  }
}
