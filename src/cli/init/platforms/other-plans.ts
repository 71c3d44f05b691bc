import { isLocal } from '../init-answers.js';
import type { PlatformPlan } from '../platform-plan.js';
import { callValues } from './call-values.js';

export const nativePlan: PlatformPlan = {
  label: null,
  guide: 'docs/protocol-native.md',
  connector: ({ common }) => ({ name: 'native', protocol: 'native', path: '/streams/native', ...common }),
  settings: ({ answers, streamUrl }) => ({
    language: 'text',
    text: [
      streamUrl,
      'Authorization: Bearer TOKEN',
      '',
      JSON.stringify({
        type: 'start',
        callId: 'the id of the call',
        roles: ['customer', 'agent'],
        codec: 'pcmu',
        sampleRateHz: 8000,
        ...(answers.notice === 'per-call' && {
          notice: { given: true, wordingVersion: answers.noticeVersion },
        }),
        agentId: 'ruth',
      }),
    ].join('\n'),
  }),
};

export const audiohookPlan: PlatformPlan = {
  label: 'Genesys Cloud (AudioHook Monitor)',
  guide: 'docs/platforms/genesys.md',
  connector: ({ answers, common, secret }) => ({
    name: 'genesys',
    protocol: 'audiohook',
    path: '/streams/genesys',
    keys: [
      {
        apiKey: secret('api-key'),
        secret: Buffer.from(secret('client-secret')).toString('base64'),
        tenant: answers.tenant,
      },
    ],
    ...(isLocal(answers) ? {} : { publicAuthority: new URL(answers.publicUrl).host }),
    supportedLanguages: answers.callLanguages.map((language) => (language === 'en' ? 'en-US' : language)),
    ...common,
  }),
  settings: ({ answers, streamUrl, secret }) => ({
    language: 'text',
    text: [
      'Admin > Integrations > + Integrations > AudioHook Monitor > Install',
      'Configuration > Properties > Connection URI:',
      `  ${streamUrl}`,
      'Configuration > Properties > Channel: Both',
      'Configuration > Credentials > API Key:',
      `  ${secret('api-key')}`,
      'Configuration > Credentials > Client Secret:',
      `  ${Buffer.from(secret('client-secret')).toString('base64')}`,
      ...(answers.notice === 'per-call'
        ? ['Configuration > Advanced:', `  {"noticeVersion": "${answers.noticeVersion}"}`]
        : []),
    ].join('\n'),
  }),
};

export const vonagePlan: PlatformPlan = {
  label: 'Vonage',
  guide: 'docs/platforms/vonage.md',
  connector: ({ answers, common, secret }) => ({
    name: 'vonage',
    protocol: 'vonage',
    path: '/streams/vonage',
    tenant: answers.tenant,
    token: { secret: secret('vonage') },
    ...common,
  }),
  settings: (context) => ({
    language: 'json',
    text: JSON.stringify(
      ['customer', 'agent'].map((role) => ({
        action: 'connect',
        endpoint: [
          {
            type: 'websocket',
            uri: context.streamUrl,
            'content-type': 'audio/l16;rate=16000',
            headers: {
              callId: 'the id of the call',
              role,
              ...callValues(context),
              token: context.secret('vonage'),
            },
          },
        ],
      })),
      null,
      2,
    ),
  }),
};
