import { HOP_MS } from '../audio/audio-frame.js';
import type { TurnFacts } from './turn-facts.js';

type Party = 'customer' | 'agent';

export type TurnTakingOptions = {
  /** Both must speak this long before it is an overlap: shorter ones are back-channels ("mhm"). */
  readonly minOverlapMs?: number;
  /** A party's silence shorter than this does not end its turn. */
  readonly turnPauseMs?: number;
};

/** Missing audio of this length may have held words: a silence that spans it is not known to be one. */
const LONGEST_UNHEARD_MS = 500;
const OVERLAP_MEMORY_MS = 30_000;
const SHARE_MEMORY_HOPS = 6000;
const HOPS_PER_SECOND = 1000 / HOP_MS;

/**
 * Turn-taking of a two-party call from both channels' voice activity: who holds the floor, who talked over whom,
 * response latency, talk share and dead air. On hold nothing counts as dead air or overlap.
 */
export class TurnTaking {
  private readonly minOverlapMs: number;
  private readonly turnPauseMs: number;
  private atMs = 0;
  private onHold = false;
  private readonly speaking = { customer: false, agent: false };
  private readonly startedAtMs = { customer: 0, agent: 0 };
  private readonly lastSpokeAtMs = { customer: Number.NEGATIVE_INFINITY, agent: Number.NEGATIVE_INFINITY };
  private overlapMs = 0;
  private overlapCounted = false;
  private overlapStartedBy: Party | null = null;
  private agentOverlapsAtMs: number[] = [];
  private silentMs = 0;
  private unheardMs = 0;
  private agentResponseLatencyMs: number | null = null;
  private agentTurnStartedAtMs: number | null = null;
  private agentTurnMs = 0;
  private agentTurnEnded = false;
  /** Speaking hops per second slot, agent and customer, over the last minute. */
  private readonly agentSeconds = new Uint8Array(SHARE_MEMORY_HOPS / HOPS_PER_SECOND);
  private readonly customerSeconds = new Uint8Array(SHARE_MEMORY_HOPS / HOPS_PER_SECOND);

  constructor(options: TurnTakingOptions = {}) {
    this.minOverlapMs = options.minOverlapMs ?? 300;
    this.turnPauseMs = options.turnPauseMs ?? 700;
  }

  setHold(on: boolean): void {
    this.onHold = on;
  }

  /**
   * One hop of the call: whether each party speaks, and whether there is audio of both. Unheard is not silent: dead air
   * needs audio of both parties that holds no voice.
   */
  push(customerSpeaks: boolean, agentSpeaks: boolean, bothHeard: boolean): void {
    const slot = Math.floor(this.atMs / 1000) % this.agentSeconds.length;
    if (this.atMs % 1000 === 0) {
      this.agentSeconds[slot] = 0;
      this.customerSeconds[slot] = 0;
    }
    this.atMs += HOP_MS;
    if (agentSpeaks) this.agentSeconds[slot]! += 1;
    if (customerSpeaks) this.customerSeconds[slot]! += 1;
    this.note('customer', customerSpeaks);
    this.note('agent', agentSpeaks);
    this.followOverlap(customerSpeaks && agentSpeaks && !this.onHold);
    this.followAgentTurn(agentSpeaks);
    this.followSilence(customerSpeaks || agentSpeaks || this.onHold, bothHeard);
  }

  /** This many hops in a row in which nobody is heard; the last second must have been missing too. */
  skip(hops: number): void {
    const from = Math.ceil(this.atMs / 1000);
    this.atMs += hops * HOP_MS;
    this.unheardMs += hops * HOP_MS;
    const to = Math.ceil(this.atMs / 1000);
    for (let second = Math.max(from, to - this.agentSeconds.length); second < to; second++) {
      this.agentSeconds[second % this.agentSeconds.length] = 0;
      this.customerSeconds[second % this.customerSeconds.length] = 0;
    }
  }

  private followSilence(broken: boolean, bothHeard: boolean): void {
    this.unheardMs = bothHeard ? 0 : this.unheardMs + HOP_MS;
    if (broken || this.unheardMs >= LONGEST_UNHEARD_MS) this.silentMs = 0;
    else if (bothHeard) this.silentMs += HOP_MS;
  }

  private note(party: Party, speaks: boolean): void {
    if (speaks && !this.speaking[party]) this.startedAtMs[party] = this.atMs;
    if (speaks) this.lastSpokeAtMs[party] = this.atMs;
    this.speaking[party] = speaks;
  }

  private followOverlap(overlaps: boolean): void {
    if (!overlaps) {
      this.overlapMs = 0;
      this.overlapCounted = false;
      this.overlapStartedBy = null;
      return;
    }
    if (this.overlapMs === 0) {
      this.overlapStartedBy = this.startedAtMs.agent > this.startedAtMs.customer ? 'agent' : 'customer';
    }
    this.overlapMs += HOP_MS;
    if (this.overlapMs < this.minOverlapMs || this.overlapCounted) return;
    this.overlapCounted = true;
    if (this.overlapStartedBy === 'agent') this.agentOverlapsAtMs.push(this.atMs);
  }

  private followAgentTurn(agentSpeaks: boolean): void {
    if (agentSpeaks) {
      if (this.agentTurnStartedAtMs === null) {
        this.agentTurnStartedAtMs = this.atMs;
        const customerEndedAtMs = this.speaking.customer ? this.atMs : this.lastSpokeAtMs.customer;
        if (Number.isFinite(customerEndedAtMs)) this.agentResponseLatencyMs = this.atMs - customerEndedAtMs;
      }
      this.agentTurnMs = this.atMs - this.agentTurnStartedAtMs + HOP_MS;
    } else if (
      this.agentTurnStartedAtMs !== null &&
      (this.atMs - this.lastSpokeAtMs.agent >= this.turnPauseMs || this.speaking.customer)
    ) {
      this.agentTurnStartedAtMs = null;
      this.agentTurnEnded = true;
    }
  }

  private floor(): TurnFacts['floor'] {
    const { customer, agent } = this.speaking;
    if (customer && agent) return 'both';
    if (customer) return 'customer';
    return agent ? 'agent' : 'nobody';
  }

  /** Facts at this moment. Reading them clears `agentTurnEnded`. */
  facts(): TurnFacts {
    const sum = (seconds: Uint8Array) => seconds.reduce((total, hops) => total + hops, 0);
    const agentHops = sum(this.agentSeconds);
    const allHops = agentHops + sum(this.customerSeconds);
    this.agentOverlapsAtMs = this.agentOverlapsAtMs.filter((atMs) => atMs > this.atMs - OVERLAP_MEMORY_MS);
    const { agentTurnEnded } = this;
    this.agentTurnEnded = false;
    return {
      floor: this.floor(),
      overlapMs: this.overlapMs,
      overlapStartedBy: this.overlapStartedBy,
      recentAgentOverlaps: this.agentOverlapsAtMs.length,
      deadAirMs: this.silentMs,
      agentResponseLatencyMs: this.agentResponseLatencyMs,
      agentTalkShare: allHops === 0 ? null : agentHops / allHops,
      agentTurnMs: this.agentTurnMs,
      agentTurnEnded,
      onHold: this.onHold,
    };
  }
}
