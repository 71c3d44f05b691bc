import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallKey } from '../../src/binding/agent-binding.js';
import { BindingRegistry } from '../../src/binding/binding-registry.js';
import { ObjectionRegistry } from '../../src/binding/objection-registry.js';
import { UNSURE_AFTER_MS } from '../../src/binding/other-nodes.js';
import { SharedStanding } from '../../src/binding/shared-standing.js';
import { SINGLE_NODE_NOTICE } from '../../src/binding/single-node-notice.js';
import type { HeardStretch, ObjectionMark, StandingNotice } from '../../src/binding/standing-store.js';
import { StandingInMemory } from '../support/standing-in-memory.js';

const CALL: CallKey = { tenant: 'acme', platform: 'native', callId: '1' };
const BINDER = { actor: 'binder', by: 'crm' };
const ANN = { tenant: 'acme', agentId: 'ann' };
const POLL_MS = 1_000;

const now = () => performance.now();

/** Redis, as nodes use it: each can be cut off from it. */
class Told {
  readonly nodes: { isCut: boolean; heard: HeardStretch | null; handle: Handler }[] = [];

  notice(): StandingNotice & { isCut: boolean } {
    const node = {
      isCut: false,
      heard: { fromMs: now(), toMs: now() } as HeardStretch | null,
      handle: (async () => {}) as Handler,
    };
    this.nodes.push(node);
    const others = () => this.nodes.filter((one) => one !== node);
    return {
      get isCut() {
        return node.isCut;
      },
      set isCut(isCut: boolean) {
        node.isCut = isCut;
        if (!isCut) node.heard = { fromMs: now(), toMs: now() };
      },
      get heard() {
        if (!node.isCut && node.heard !== null) node.heard = { fromMs: node.heard.fromMs, toMs: now() };
        return node.heard;
      },
      async tell(marks = []) {
        const answers = others().map((one) =>
          one.isCut || node.isCut ? Promise.reject(new Error('cut off')) : one.handle(marks),
        );
        return Promise.all(answers).then(
          () => true,
          () => false,
        );
      },
      onTold: (handle) => {
        node.handle = handle;
      },
      close: async () => {},
    };
  }
}
type Handler = (marks: readonly ObjectionMark[]) => Promise<void>;

/** A store that one node alone can lose. */
class OwnLine extends StandingInMemory {
  isCut = false;
  readings = 0;
  readonly #shared: StandingInMemory;

  constructor(shared: StandingInMemory) {
    super();
    this.#shared = shared;
  }

  override async changes() {
    this.readings += 1;
    this.#answer();
    return this.#shared.changes();
  }

  override async bind(...args: Parameters<StandingInMemory['bind']>) {
    this.#answer();
    return this.#shared.bind(...args);
  }

  override async object(...args: Parameters<StandingInMemory['object']>) {
    this.#answer();
    return this.#shared.object(...args);
  }

  #answer(): void {
    if (this.isCut) throw new Error('the database is away');
  }
}

const stops: (() => Promise<void>)[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  vi.useRealTimers();
});

async function nodes({ pollMs = POLL_MS as number | null, isAlone = false } = {}) {
  const store = new StandingInMemory();
  const told = new Told();
  const made = await Promise.all(
    ['here', 'there'].map(async () => {
      const line = new OwnLine(store);
      const notice = told.notice();
      const objections = new ObjectionRegistry(now);
      const standing = new SharedStanding({
        bindings: new BindingRegistry(now),
        objections,
        store: line,
        notice: isAlone ? SINGLE_NODE_NOTICE : notice,
        journal: null,
        pollMs,
        now,
        onFault: () => {},
      });
      stops.push(await standing.start());
      return { line, notice, objections, standing };
    }),
  );
  return { store, here: made[0]!, there: made[1]! };
}

/** What the objection came to, as far as it has. */
function objectAt(node: { readonly standing: SharedStanding }): { isAcknowledged: boolean } {
  const state = { isAcknowledged: false };
  void node.standing.object(CALL, BINDER).then(() => {
    state.isAcknowledged = true;
  });
  return state;
}

describe('an objection', () => {
  it('holds on a node that alone has lost the database, before it is acknowledged', async () => {
    const { here, there } = await nodes();
    await here.standing.bind(CALL, ANN, 'announce', BINDER);
    there.line.isCut = true;
    const meant: boolean[] = [];
    there.objections.subscribe((isMeant) => meant.push(isMeant(CALL), isMeant({ ...CALL, callId: '2' })));
    const objection = objectAt(here);
    await vi.advanceTimersByTimeAsync(0);
    expect([objection.isAcknowledged, there.objections.has(CALL), meant]).toEqual([
      true,
      true,
      [true, false],
    ]);
  });

  it('is acknowledged late where a node cannot tell whose it is, and by then that node infers nothing', async () => {
    const { here, there } = await nodes();
    there.line.isCut = true;
    const objection = objectAt(here);
    await vi.advanceTimersByTimeAsync(UNSURE_AFTER_MS);
    expect(objection.isAcknowledged).toBe(false);
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect([objection.isAcknowledged, there.standing.isSure]).toEqual([true, false]);
    there.line.isCut = false;
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect([there.standing.isSure, there.objections.has(CALL)]).toEqual([true, true]);
  });

  it('is acknowledged only when a node that hears nothing at all has stopped', async () => {
    const { here, there } = await nodes();
    await here.standing.bind(CALL, ANN, 'announce', BINDER);
    await vi.advanceTimersByTimeAsync(POLL_MS);
    there.line.isCut = true;
    there.notice.isCut = true;
    const objection = objectAt(here);
    await vi.advanceTimersByTimeAsync(UNSURE_AFTER_MS - POLL_MS);
    expect([objection.isAcknowledged, there.standing.isSure]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(2 * POLL_MS);
    expect([objection.isAcknowledged, there.standing.isSure]).toEqual([true, false]);
    // Redis alone does not tell what was said meanwhile.
    there.notice.isCut = false;
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect(there.standing.isSure).toBe(false);
    there.line.isCut = false;
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect([there.standing.isSure, there.objections.has(CALL)]).toEqual([true, true]);
  });

  it('without Redis waits for a reading that began after it was kept', async () => {
    const { here, there } = await nodes({ isAlone: true });
    await vi.advanceTimersByTimeAsync(POLL_MS / 2);
    const objection = objectAt(here);
    const before = there.line.readings;
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect([objection.isAcknowledged, there.line.readings > before]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect([objection.isAcknowledged, there.objections.has(CALL)]).toEqual([true, true]);
  });
});

describe('a node', () => {
  it.each([
    ['the database', 'line'],
    ['Redis', 'notice'],
  ] as const)('goes on for a minute without %s', async (_what, part) => {
    const { there } = await nodes();
    await vi.advanceTimersByTimeAsync(POLL_MS);
    there[part].isCut = true;
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(there.standing.isSure).toBe(true);
    }
  });

  it('that has the database for itself never stops', async () => {
    const { there } = await nodes({ pollMs: null });
    there.line.isCut = true;
    there.notice.isCut = true;
    await vi.advanceTimersByTimeAsync(10 * UNSURE_AFTER_MS);
    expect(there.standing.isSure).toBe(true);
  });
});
