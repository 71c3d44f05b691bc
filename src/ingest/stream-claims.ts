import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import type { NoticeAssertion, StreamClaim } from './media-adapter.js';

const NO = new Set(['', 'false', '0', 'no']);

/** Who asserts notice is the connector's configuration to decide; a stream cannot overrule it. */
export function noticeOf(connector: ConnectorSettings, claim: StreamClaim): NoticeAssertion {
  const { notice } = connector;
  switch (notice.by) {
    case 'configuration':
      return { given: true, wordingVersion: notice.wordingVersion };
    case 'stream':
      return claim.notice ?? { given: false, wordingVersion: null };
    case 'metadata': {
      const stated = claim.attributes[notice.key]?.trim() ?? '';
      return NO.has(stated.toLowerCase())
        ? { given: false, wordingVersion: null }
        : { given: true, wordingVersion: stated };
    }
  }
}

/** The agent that the stream names, by the protocol's own field or by custom parameter; believed or not. */
export function claimedAgentOf(connector: ConnectorSettings, claim: StreamClaim): string | null {
  const named = claim.agentId ?? claim.attributes[connector.agent.metadataKey] ?? '';
  return named === '' ? null : named;
}

/** Whether the stream opens with the caller's objection. */
export function objectsAtOpen(connector: ConnectorSettings, claim: StreamClaim): boolean {
  const key = connector.objection.metadataKey;
  return key !== null && !NO.has((claim.attributes[key] ?? '').trim().toLowerCase());
}
