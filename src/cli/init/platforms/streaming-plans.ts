import type { MediaStreamsConnector } from '../../../config/sections/connectors/media-streams-connector.js';
import { isLocal } from '../init-answers.js';
import { type ConnectorRow, type PlanContext, type PlatformPlan, TO_FILL_IN } from '../platform-plan.js';
import { callValues } from './call-values.js';

type Dialect = MediaStreamsConnector['protocol'];
type Snippet = (context: PlanContext) => ReturnType<PlatformPlan['settings']>;

/** XML that forks a call: the tag and its attributes, and the tag of a parameter. */
const markup =
  (tag: string, attributes: string, parameter: string): Snippet =>
  (context) => {
    const rows = Object.entries(callValues(context)).map(
      ([name, value]) => `    <${parameter} name="${name}" value="${value}"/>`,
    );
    const address = tag === 'StartStream' ? 'destination' : 'url';
    return {
      language: 'xml',
      text: [
        '<Response>',
        ...(tag === 'Stream' ? ['  <Start>'] : []),
        `  <${tag} ${address}="${context.streamUrl}" ${attributes}>`,
        ...rows,
        `  </${tag}>`,
        ...(tag === 'Stream' ? ['  </Start>'] : []),
        '  <!-- the call itself: Dial, Bridge … -->',
        '</Response>',
      ].join('\n'),
    };
  };

const fields =
  (extra: (context: PlanContext) => Readonly<Record<string, unknown>> = () => ({})): Snippet =>
  (context) => ({
    language: 'json',
    text: JSON.stringify(
      { url: context.streamUrl, ...extra(context), parameters: callValues(context) },
      null,
      2,
    ),
  });

const telnyx: Snippet = (context) => ({
  language: 'json',
  text: JSON.stringify(
    {
      stream_url: context.streamUrl,
      stream_track: 'both_tracks',
      stream_auth_token: context.secret('telnyx'),
      custom_parameters: Object.entries(callValues(context)).map(([name, value]) => ({ name, value })),
    },
    null,
    2,
  ),
});

const plivo: Snippet = (context) => ({
  language: 'xml',
  text: [
    '<Response>',
    `  <Stream bidirectional="false" audioTrack="both" extraHeaders="${Object.entries(callValues(context))
      .map(([name, value]) => `${name}=${value}`)
      .join(';')}">`,
    `    ${context.streamUrl}`,
    '  </Stream>',
    '</Response>',
  ].join('\n'),
});

type Proof = 'authToken' | 'accountId' | 'bearerToken';

function streamingPlan(name: Dialect, label: string, proof: Proof, settings: Snippet): PlatformPlan {
  return {
    label,
    guide: name === 'twilio' ? 'docs/platforms/twilio.md' : 'docs/platforms/media-streams-dialects.md',
    connector: ({ answers, common, secret }): ConnectorRow => ({
      name,
      protocol: name,
      path: `/streams/${name}`,
      tenant: answers.tenant,
      [proof]: proof === 'bearerToken' ? secret(name) : TO_FILL_IN,
      // The signature covers what the platform dials, not what a proxy makes of it.
      ...(proof === 'authToken' && !isLocal(answers)
        ? { publicOrigin: new URL(answers.publicUrl).origin.replace(/^http/, 'ws') }
        : {}),
      ...common,
    }),
    settings,
    ...(proof === 'bearerToken' ? {} : { platformGives: proof }),
  };
}

/** Twilio and the platforms that speak like it. */
export const STREAMING_PLANS: Readonly<Record<Dialect, PlatformPlan>> = {
  twilio: streamingPlan(
    'twilio',
    'Twilio',
    'authToken',
    markup('Stream', 'track="both_tracks"', 'Parameter'),
  ),
  signalwire: streamingPlan(
    'signalwire',
    'SignalWire',
    'authToken',
    markup('Stream', 'track="both_tracks"', 'Parameter'),
  ),
  telnyx: streamingPlan('telnyx', 'Telnyx', 'bearerToken', telnyx),
  plivo: streamingPlan('plivo', 'Plivo', 'accountId', plivo),
  bandwidth: streamingPlan(
    'bandwidth',
    'Bandwidth',
    'accountId',
    markup('StartStream', 'tracks="both"', 'StreamParam'),
  ),
  exotel: streamingPlan('exotel', 'Exotel', 'accountId', fields()),
  ringcx: streamingPlan('ringcx', 'RingCX', 'accountId', fields()),
  talkdesk: streamingPlan('talkdesk', 'Talkdesk', 'accountId', fields()),
  kazoo: streamingPlan('kazoo', 'Kazoo', 'accountId', fields()),
  fonoster: streamingPlan('fonoster', 'Fonoster', 'authToken', fields()),
};
