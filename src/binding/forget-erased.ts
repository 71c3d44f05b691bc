import { type CallKey, callKeyText } from './agent-binding.js';
import type { BindingRegistry } from './binding-registry.js';
import type { ErasedKeys, StandingChanges } from './standing-store.js';

/**
 * Takes the bindings of erased agents out of memory, and those of erased calls that are not in progress here. The
 * erasure took them out of the store, so what stands there was said after it.
 */
export function forgetErased(
  bindings: BindingRegistry,
  erased: ErasedKeys,
  { isHere, stands }: { isHere(call: CallKey): boolean; stands(call: CallKey): boolean },
): void {
  for (const { call, agent } of bindings.all()) {
    const isErased = erased.agent(agent) || (!isHere(call) && erased.call(call, agent.agentId));
    if (isErased && !stands(call)) bindings.restore(call, null, isHere(call) && bindings.isHeld(call));
  }
}

/** Whether it says who is on the call. */
export function isBindingOf(change: StandingChanges['bindings'][number], call: CallKey): boolean {
  return change.binding !== null && callKeyText(change.call) === callKeyText(call);
}
