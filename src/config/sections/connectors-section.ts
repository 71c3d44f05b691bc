import { z } from 'zod';
import { asteriskConnector } from './connectors/asterisk-connector.js';
import { audioForkConnector } from './connectors/audio-fork-connector.js';
import { audiohookConnector } from './connectors/audiohook-connector.js';
import { mediaStreamsConnector } from './connectors/media-streams-connector.js';
import { nativeConnector } from './connectors/native-connector.js';
import { vonageConnector } from './connectors/vonage-connector.js';

/** Where call audio comes in: one row for each connector, one schema for each protocol. */
export const connectorsSection = z
  .array(
    z.discriminatedUnion('protocol', [
      asteriskConnector,
      audioForkConnector,
      audiohookConnector,
      mediaStreamsConnector,
      nativeConnector,
      vonageConnector,
    ]),
  )
  .default([nativeConnector.parse({ name: 'native', protocol: 'native', path: '/streams/native' })])
  .superRefine((connectors, context) => {
    for (const key of ['name', 'path'] as const) {
      const seen = new Set<string>();
      for (const [row, { [key]: value }] of connectors.entries()) {
        if (value === null) continue;
        if (seen.has(value))
          context.addIssue({
            code: 'custom',
            path: [row, key],
            message: `Two connectors have the ${key} ${value}.`,
          });
        seen.add(value);
      }
    }
    for (const [row, connector] of connectors.entries()) {
      const { path, subscribe } = connector;
      if (subscribe !== null && (!('tenant' in connector) || connector.tenant === null))
        context.addIssue({
          code: 'custom',
          path: [row, 'tenant'],
          message: 'A source that Evenkeel dials needs a tenant.',
        });
      if ((path === null) === (subscribe === null))
        context.addIssue({
          code: 'custom',
          path: [row, 'path'],
          message: 'Give a path or a subscription, one of the two.',
        });
    }
  })
  .describe('Where call audio comes in: one row for each connector.');

/** One connector as configured. */
export type ConnectorSettings = z.infer<typeof connectorsSection>[number];

/** The settings of the connectors that speak one protocol. */
export type SettingsFor<Protocol extends ConnectorSettings['protocol']> = Extract<
  ConnectorSettings,
  { protocol: Protocol }
>;
