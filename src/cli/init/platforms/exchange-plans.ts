import type { ConnectorRow, PlanContext, PlatformPlan } from '../platform-plan.js';
import { callValues } from './call-values.js';

/** Exchanges on one's own machines: they prove themselves by user and password. */
const row = ({ answers, common, secret }: PlanContext, protocol: string): ConnectorRow => ({
  name: protocol,
  protocol,
  path: `/streams/${protocol}`,
  tenant: answers.tenant,
  basic: { username: protocol, password: secret(protocol) },
  ...common,
});

export const jambonzPlan: PlatformPlan = {
  label: 'jambonz',
  guide: 'docs/platforms/jambonz.md',
  connector: (context) => row(context, 'jambonz'),
  settings: (context) => ({
    language: 'json',
    text: JSON.stringify(
      {
        verb: 'dial',
        target: [{ type: 'user', name: 'ruth@example.com' }],
        listen: {
          url: context.streamUrl,
          mixType: 'stereo',
          sampleRate: 8000,
          wsAuth: { username: 'jambonz', password: context.secret('jambonz') },
          passDtmf: true,
          metadata: callValues(context),
        },
      },
      null,
      2,
    ),
  }),
};

export const freeswitchPlan: PlatformPlan = {
  label: 'FreeSWITCH',
  guide: 'docs/platforms/freeswitch.md',
  connector: (context) => ({ ...row(context, 'freeswitch'), mixType: 'stereo', sampleRateHz: 8000 }),
  settings: (context) => ({
    language: 'text',
    text: [
      '# environment of FreeSWITCH',
      'MOD_AUDIO_FORK_HTTP_AUTH_USER=freeswitch',
      `MOD_AUDIO_FORK_HTTP_AUTH_PASSWORD=${context.secret('freeswitch')}`,
      '# for each call',
      `uuid_audio_fork <uuid> start ${context.streamUrl} stereo 8k ${JSON.stringify({ callId: '<uuid>', ...callValues(context) })}`,
    ].join('\n'),
  }),
};

export const asteriskPlan: PlatformPlan = {
  label: 'Asterisk',
  guide: 'docs/platforms/asterisk.md',
  // The role is said by a variable of the tap, so one connector takes both.
  connector: (context) => row(context, 'asterisk'),
  settings: (context) => ({
    language: 'text',
    text: [
      '; websocket_client.conf',
      '[evenkeel]',
      'type=websocket_client',
      'connection_type=per_call_config',
      `uri=${context.streamUrl}`,
      'protocols=media',
      `tls_enabled=${context.streamUrl.startsWith('wss:') ? 'yes' : 'no'}`,
      'username=asterisk',
      `password=${context.secret('asterisk')}`,
      '',
      '; with ARI, for the tap on each party (EVENKEEL_ROLE: customer, agent)',
      'POST /channels/externalMedia?app=coach&external_host=evenkeel&transport=websocket&encapsulation=none&format=slin16&transport_data=f(json)d(in)',
      JSON.stringify({
        variables: {
          EVENKEEL_CALL_ID: 'the id of the call',
          EVENKEEL_ROLE: 'customer',
          ...callValues(context),
        },
      }),
    ].join('\n'),
  }),
};
