import type { PlanContext } from '../platform-plan.js';

/** What the platform says of each call: who is on it, and the notice where the platform asserts that. */
export function callValues({ answers }: PlanContext): Readonly<Record<string, string>> {
  return {
    agentId: 'ruth',
    ...(answers.notice === 'per-call' && { noticeVersion: answers.noticeVersion }),
  };
}
