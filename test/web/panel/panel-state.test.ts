import { describe, expect, it } from 'vitest';
import type { CueMessage } from '../../../src/delivery/agent-message.js';
import {
  expire,
  INITIAL_STATE,
  isOnAnotherNode,
  nextExpiry,
  type PanelEvent,
  type PanelState,
  reducePanel,
} from '../../../src/web/panel/panel-state.js';
import { panelView } from '../../../src/web/panel/panel-view.js';

const NOW = 1_000_000;

function cue(cueId: string, expiresAt = NOW + 10_000): CueMessage {
  return {
    type: 'cue',
    callRef: 'c1',
    cueId,
    kind: 'breath',
    step: null,
    reason: { key: 'none', values: {}, mood: null },
    atMs: 0,
    decidedAt: NOW,
    expiresAt,
  };
}

const hello = (sessionId: string): PanelEvent => ({
  type: 'hello',
  protocol: 'evenkeel.desktop.v1',
  sessionId,
  serverNow: NOW,
  heartbeatMs: 1_000,
  tokenExpiresAt: NOW + 60_000,
  selfCoachingOffered: false,
});

const LISTENING: PanelEvent = { type: 'call', callRef: 'c1', state: 'listening' };

function having(...events: PanelEvent[]): PanelState {
  return events.reduce((state, event) => reducePanel(state, event, NOW), INITIAL_STATE);
}

const view = (state: PanelState, now = NOW) => panelView(expire(state, now), null, now);

describe('what the panel shows', () => {
  it.each<[string, PanelEvent[], string]>([
    ['before anything', [], 'connecting'],
    ['without a token', [{ type: 'link', link: 'signed-out' }], 'signed-out'],
    ['with a token of another server', [{ type: 'link', link: 'token-invalid' }], 'token-invalid'],
    ['with a token that has expired', [{ type: 'link', link: 'token-expired' }], 'token-expired'],
    ['with a token of another role', [{ type: 'link', link: 'refused' }], 'refused'],
    ['once greeted', [hello('s1')], 'no-call'],
    ['in a call', [hello('s1'), LISTENING], 'listening'],
    ['on hold', [hello('s1'), { type: 'call', callRef: 'c1', state: 'held' }], 'held'],
    ['paused', [hello('s1'), { type: 'call', callRef: 'c1', state: 'paused' }], 'paused'],
    ['without notice', [hello('s1'), { type: 'unavailable', callRef: 'c1', why: 'no-notice' }], 'no-notice'],
    ['with the line lost', [hello('s1'), LISTENING, { type: 'link', link: 'lost' }], 'reconnecting'],
    ['while moving', [hello('s1'), LISTENING, { type: 'draining' }], 'listening'],
    ['after the call', [hello('s1'), LISTENING, { type: 'call', callRef: 'c1', state: 'ended' }], 'no-call'],
  ])('%s', (_, events, name) => {
    expect(view(having(...events))).toEqual({ show: 'state', name });
  });

  it('knows that the server has to do without something, until it says otherwise or greets again', () => {
    const limited = { type: 'limited', codes: ['desktop.redis-unavailable'] } as const;
    expect(having(hello('s1'), limited).isLimited).toBe(true);
    expect(having(hello('s1'), limited, { type: 'limited', codes: [] }).isLimited).toBe(false);
    expect(having(hello('s1'), limited, hello('s2')).isLimited).toBe(false);
  });

  it('knows that the caller is on hold while nothing can be said of them', () => {
    const held = { type: 'call', callRef: 'c1', state: 'held' } as const;
    const state = having(hello('s1'), held, { type: 'unavailable', callRef: 'c1', why: 'mixed-channel' });
    expect(view(state)).toEqual({ show: 'state', name: 'mixed-channel' });
    expect(state.calls[0]?.state).toBe('held');
  });

  it('keeps a valid cue through a lost line, and drops it the moment it is stale', () => {
    const state = having(hello('s1'), LISTENING, cue('q1'), { type: 'link', link: 'lost' });
    expect(view(state, NOW + 9_999)).toMatchObject({ show: 'cue' });
    expect(view(state, NOW + 10_000)).toEqual({ show: 'state', name: 'reconnecting' });
    expect(nextExpiry(state)).toBe(NOW + 10_000);
  });

  it('never takes a stale cue, nor one that was answered and comes again from another node', () => {
    expect(having(hello('s1'), cue('q1', NOW)).cue).toBeNull();
    const answered = having(hello('s1'), cue('q1'), { type: 'answered', id: 'q1' }, hello('s2'), cue('q1'));
    expect(answered.cue).toBeNull();
  });

  it('forgets the calls of another session, but not on a renewed token', () => {
    expect(having(hello('s1'), LISTENING, hello('s2')).calls).toEqual([]);
    expect(having(hello('s1'), LISTENING, hello('s1')).calls).toHaveLength(1);
  });

  it('takes the cue away with its call, and offers the reset only between calls', () => {
    const offer: PanelEvent = {
      type: 'reset',
      callRef: 'c1',
      offerId: 'r1',
      seconds: [30],
      strain: 50,
      reason: { key: 'none', values: {}, mood: null },
      atMs: 0,
      expiresAt: NOW + 60_000,
    };
    const ended = having(hello('s1'), LISTENING, cue('q1'), offer, {
      type: 'call',
      callRef: 'c1',
      state: 'ended',
    });
    expect(ended.cue).toBeNull();
    expect(view(ended)).toMatchObject({ show: 'reset' });
    expect(view(reducePanel(ended, { ...LISTENING, callRef: 'c2' } as PanelEvent, NOW))).toMatchObject({
      name: 'listening',
    });
    expect(view(reducePanel(ended, { type: 'reset-ended', offerId: 'r1' }, NOW))).toMatchObject({
      name: 'no-call',
    });
  });

  it('knows when the present call is on another node, where self-coaching is refused', () => {
    const elsewhere = having(hello('s1'), LISTENING, { type: 'own-eyes-elsewhere', callRef: 'c1' });
    expect(isOnAnotherNode(elsewhere)).toBe(true);
    const ended = { type: 'call', callRef: 'c1', state: 'ended' } as const;
    expect(
      isOnAnotherNode(having(hello('s1'), LISTENING, { type: 'own-eyes-elsewhere', callRef: 'c1' }, ended)),
    ).toBe(false);
    expect(isOnAnotherNode(having(hello('s1'), LISTENING))).toBe(false);
  });

  it('shows no cue while muted, for that call or that time only', () => {
    const state = having(hello('s1'), LISTENING, cue('q1'));
    expect(panelView(state, { scope: 'call', callRef: 'c1' }, NOW)).toEqual({ show: 'state', name: 'muted' });
    expect(panelView(state, { scope: 'call', callRef: 'other' }, NOW)).toMatchObject({ show: 'cue' });
    expect(panelView(state, { scope: 'hour', untilMs: NOW + 1 }, NOW)).toMatchObject({ name: 'muted' });
    expect(panelView(state, { scope: 'hour', untilMs: NOW }, NOW)).toMatchObject({ show: 'cue' });
  });
});
