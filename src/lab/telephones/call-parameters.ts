import type { CallPlan } from './call-plan.js';

/** What an integrator puts into a platform's custom parameters, metadata or headers. */
export function callParameters({ agentId, language, noticeWording }: CallPlan): Record<string, string> {
  return {
    ...(agentId === null ? {} : { agentId }),
    ...(language === null ? {} : { language }),
    ...(noticeWording === null ? {} : { noticeVersion: noticeWording }),
  };
}

/** The signed origin and path of a plan's URL. */
export function publicUrl({ url, publicOrigin }: CallPlan): string {
  const { host, pathname, search } = new URL(url);
  return `${publicOrigin ?? `wss://${host}`}${pathname}${search}`;
}
