import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import { ownField } from '../own-field.js';
import type { NoticeAssertion, StreamClaim } from './media-adapter.js';

const NO = new Set(['', 'false', '0', 'no']);

/** The connector's configuration decides who asserts notice; a stream cannot overrule it. Null = unknown. */
export function noticeOf(connector: ConnectorSettings, claim: StreamClaim): NoticeAssertion | null {
  const { notice } = connector;
  switch (notice.by) {
    case 'configuration':
      return { given: true, wordingVersion: notice.wordingVersion };
    case 'stream':
      return claim.notice;
    case 'metadata': {
      const stated = ownField(claim.attributes, notice.key)?.trim();
      if (stated === undefined) return null;
      return NO.has(stated.toLowerCase())
        ? { given: false, wordingVersion: null }
        : { given: true, wordingVersion: stated };
    }
  }
}

/** The agent that the stream names, by the protocol's own field or by custom parameter; believed or not. */
export function claimedAgentOf(connector: ConnectorSettings, claim: StreamClaim): string | null {
  const named = claim.agentId ?? ownField(claim.attributes, connector.agent.metadataKey) ?? '';
  return named.trim() === '' ? null : named.trim();
}

/** Whether the stream opens with the caller's objection. */
export function objectsAtOpen(connector: ConnectorSettings, claim: StreamClaim): boolean {
  const key = connector.objection.metadataKey;
  return key !== null && !NO.has((ownField(claim.attributes, key) ?? '').trim().toLowerCase());
}
