import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CallKey, callKeyText } from '../../src/binding/agent-binding.js';
import { BindingRegistry } from '../../src/binding/binding-registry.js';
import { ObjectionRegistry } from '../../src/binding/objection-registry.js';
import { SharedStanding } from '../../src/binding/shared-standing.js';
import type { ObjectionJournal } from '../../src/binding/standing-store.js';
import { FileObjectionJournal } from '../../src/storage/writer/file-objection-journal.js';
import { SILENT_LOG } from '../support/databases.js';
import { StandingInMemory } from '../support/standing-in-memory.js';

const CALL: CallKey = { tenant: 'acme', platform: 'native', callId: '1' };
const BINDER = { actor: 'binder', by: 'crm' };
const agent = (agentId: string) => ({ tenant: 'acme', agentId });

/** Nodes that share a store and tell one another. */
function nodes(count: number, store = new StandingInMemory(), journal: ObjectionJournal | null = null) {
  const handlers: (() => Promise<void>)[] = [];
  return Array.from({ length: count }, () => {
    const bindings = new BindingRegistry(() => 0);
    const objections = new ObjectionRegistry(() => 0);
    const faults: unknown[] = [];
    const standing = new SharedStanding({
      bindings,
      objections,
      store,
      notice: {
        heard: null,
        async tell() {
          await Promise.all(handlers.map((handler) => handler()));
          return true;
        },
        onTold: (handler) => void handlers.push(() => handler([])),
        close: async () => {},
      },
      pollMs: null,
      now: () => 0,
      journal,
      onFault: (cause) => void faults.push(cause),
    });
    return { bindings, objections, standing, store, faults };
  });
}

describe('SharedStanding', () => {
  it('acknowledges a binding and an objection once every node has them', async () => {
    const [here, there] = nodes(2);
    await here!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    expect(there!.bindings.of(CALL)?.agent.agentId).toBe('ann');
    await there!.standing.object(CALL, BINDER);
    expect(here!.objections.has(CALL)).toBe(true);
    await there!.standing.unbind(CALL, BINDER);
    expect(here!.bindings.of(CALL)).toBeNull();
  });

  it('knows after a restart what stood before it, and says that it knows nothing until then', async () => {
    const [before] = nodes(1);
    await before!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    await before!.standing.object(CALL, BINDER);
    const [after] = nodes(1, before!.store);
    expect(after!.standing.isKnown).toBe(false);
    const stop = await after!.standing.start();
    expect(after!.standing.isKnown).toBe(true);
    expect(after!.objections.has(CALL)).toBe(true);
    expect(after!.bindings.of(CALL)?.agent.agentId).toBe('ann');
    await stop();
  });

  it('takes an erased agent off their calls in memory, on every node, and none who was bound since', async () => {
    const [here, there] = nodes(2);
    const other = { ...CALL, callId: '2' };
    await here!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    await here!.standing.bind(other, agent('bob'), 'announce', BINDER);
    here!.store.eraseAgent('ann');
    await here!.standing.spread();
    for (const node of [here!, there!]) {
      expect(node.bindings.of(CALL)).toBeNull();
      expect(node.bindings.of(other)?.agent.agentId).toBe('bob');
    }
    await there!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    for (const node of [here!, there!]) expect(node.bindings.of(CALL)?.agent.agentId).toBe('ann');
  });

  it('lets no desktop take a call that is somebody else’s on another node', async () => {
    const [here, there] = nodes(2);
    await here!.store.bind({
      call: CALL,
      agent: agent('ann'),
      source: 'announce',
      state: 'active',
    });
    const taken = there!.standing.bind(CALL, agent('eve'), 'desktop', { actor: 'agent' });
    await expect(taken).rejects.toMatchObject({ code: 'binding.taken' });
    expect(there!.bindings.of(CALL)?.agent.agentId).toBe('ann');
  });

  it('does not undo what it is just writing by what it read before', async () => {
    const [node] = nodes(1);
    await node!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    await node!.standing.unbind(CALL, BINDER);
    const reading = node!.standing.read();
    node!.standing.bindByStream(CALL, 'bob');
    await reading;
    expect(node!.bindings.of(CALL)?.agent.agentId).toBe('bob');
  });

  it('gives a call that is over to its agent in the store, and shows it on nobody’s desktop', async () => {
    const [here, there] = nodes(2);
    here!.store.over.add(callKeyText(CALL));
    const changes: unknown[] = [];
    for (const { bindings } of [here!, there!]) bindings.subscribe((change) => changes.push(change));
    const bound = await there!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    expect(bound).toMatchObject({ agent: { agentId: 'ann' }, state: 'over' });
    expect([changes, here!.bindings.of(CALL), there!.bindings.of(CALL)]).toEqual([[], null, null]);
    here!.standing.begin(CALL);
    await expect.poll(() => here!.store.over.size).toBe(0);
    expect(await there!.standing.bind(CALL, agent('ann'), 'announce', BINDER)).toMatchObject({
      state: 'active',
    });
  });

  it('holds a call on every node before anybody is on it, and for whoever comes', async () => {
    const [here, there] = nodes(2);
    const told: boolean[] = [];
    there!.bindings.onHold((_call, on) => void told.push(on));
    expect(await here!.standing.hold(CALL, true, BINDER)).toBeNull();
    expect(there!.bindings.isHeld(CALL)).toBe(true);
    await there!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    expect(here!.bindings.of(CALL)).toMatchObject({ agent: { agentId: 'ann' }, state: 'held' });
    await here!.standing.bind(CALL, agent('bob'), 'announce', BINDER);
    expect(there!.bindings.of(CALL)).toMatchObject({ agent: { agentId: 'bob' }, state: 'held' });
    await here!.standing.unbind(CALL, BINDER);
    expect(there!.bindings.isHeld(CALL)).toBe(true);
    await there!.standing.hold(CALL, false, BINDER);
    expect([here!.bindings.isHeld(CALL), told]).toEqual([false, [true, false]]);
  });

  it('remembers the hold of a call that nobody is on over a restart, until the call is over', async () => {
    const [before] = nodes(1);
    await before!.standing.hold(CALL, true, BINDER);
    const [after] = nodes(1, before!.store);
    await after!.standing.read();
    expect(after!.bindings.isHeld(CALL)).toBe(true);
    after!.standing.end(CALL, false);
    expect(after!.bindings.isHeld(CALL)).toBe(true);
    after!.standing.end(CALL, true);
    await expect
      .poll(async () => (await after!.store.changes()).bindings.map(({ isHeld }) => isHeld))
      .toEqual([false]);
  });

  it('loses no objection that a stream or a party said while the store was away, though the process ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-objections-'));
    const other = { ...CALL, callId: 'other' };
    const journal = new FileObjectionJournal(folder, SILENT_LOG);
    const [before] = nodes(1, undefined, journal);
    before!.store.isAway = true;
    before!.standing.objectByStream(CALL);
    await expect(before!.standing.object(other, BINDER)).rejects.toThrow();
    await expect.poll(async () => (await journal.read()).length).toBe(2);
    expect((await stat(join(folder, (await readdir(folder))[0]!))).mode & 0o777).toBe(0o600);
    // Power failed in the midst of another one.
    await writeFile(join(folder, 'cut.objection.json.draft'), '{"call":{"callId":"half"');
    // The process ends here, and the database is back when the next one begins.
    before!.store.isAway = false;
    const [after] = nodes(1, before!.store, journal);
    const stop = await after!.standing.start();
    for (const call of [CALL, other]) expect(after!.objections.has(call)).toBe(true);
    await expect.poll(async () => (await after!.store.changes()).objections.length).toBe(2);
    await expect.poll(() => journal.read()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await stop();
    await rm(folder, { recursive: true });
  });

  it('keeps the binding that stood when the store takes no other', async () => {
    const [node] = nodes(1);
    await node!.standing.bind(CALL, agent('ann'), 'announce', BINDER);
    node!.store.isAway = true;
    await expect(node!.standing.bind(CALL, agent('bob'), 'announce', BINDER)).rejects.toMatchObject({
      code: 'binding.not-kept',
    });
    expect(node!.bindings.of(CALL)?.agent.agentId).toBe('ann');
  });
});
