import type { Localised } from '../language.js';

/** Sentences of the privacy report; `{name}` is replaced by the value of that name. */
export type PrivacyReportTexts = {
  readonly title: string;
  /** `{source}` and `{date}`. */
  readonly madeFrom: string;
  readonly sections: Readonly<Record<'heard' | 'inferred' | 'kept' | 'goes' | 'sees' | 'off', string>>;
  readonly says: Readonly<Record<PrivacySentence, string>>;
  readonly classes: Readonly<
    Record<'calls' | 'cues' | 'resets' | 'bindings' | 'checkIns' | 'published' | 'audit', string>
  >;
};

export type PrivacySentence =
  | 'connector'
  | 'noticeByConfiguration'
  | 'noticeByStream'
  | 'noticeByMetadata'
  | 'objectionByKey'
  | 'objectionByRest'
  | 'noAudio'
  | 'callerMood'
  | 'noticeGate'
  | 'agentFacts'
  | 'noAgentEmotion'
  | 'ownEyes'
  | 'keptFor'
  | 'groups'
  | 'heldBack'
  | 'sqlite'
  | 'postgres'
  | 'redis'
  | 'oneNode'
  | 'webhook'
  | 'traces'
  | 'keySet'
  | 'signIn'
  | 'logsNone'
  | 'logsHashed'
  | 'metricsOpen'
  | 'metricsToken'
  | 'tls'
  | 'noTls'
  | 'embedded'
  | 'seesAgent'
  | 'seesLead'
  | 'seesAdmin'
  | 'seesReader'
  | 'seesMachines'
  | 'seesOperator'
  | 'offSelfCoaching'
  | 'offTryPage'
  | 'onTryPage'
  | 'offWebhook'
  | 'offHoldOut';

export const privacyReportTexts: Localised<PrivacyReportTexts> = {
  en: {
    title: 'Privacy report',
    madeFrom: 'Made from {source} on {date}.',
    sections: {
      heard: 'What is heard',
      inferred: 'What is inferred',
      kept: 'What is kept, and for how long',
      goes: 'Where it goes',
      sees: 'Who can see it',
      off: 'What is off',
    },
    says: {
      connector: 'Live call audio over {protocol}, through the connector “{name}”.',
      noticeByConfiguration: 'For “{name}”, this configuration states that every caller was told.',
      noticeByStream: 'For “{name}”, each stream says whether its caller was told.',
      noticeByMetadata: 'For “{name}”, a parameter of each call says whether its caller was told.',
      objectionByKey: 'On “{name}”, a caller objects by pressing {digit}, or through the agent’s system.',
      objectionByRest: 'On “{name}”, a caller objects through the agent’s system: no key is set.',
      noAudio: 'Audio stays in memory for seconds. No recording, transcript or voiceprint is made or kept.',
      callerMood:
        'From the caller’s voice: whether the call sounds tense, angry or anxious, with a calibrated probability.',
      noticeGate:
        'Nothing is inferred before the caller was told. An objection stops it and erases what was inferred.',
      agentFacts:
        'From the agent’s voice: speaking rate, level, overlap and response time, for that agent alone.',
      noAgentEmotion: 'No emotion of an agent is inferred.',
      ownEyes:
        'An agent who switches on self-coaching has their own tension inferred, in memory, for their own panel alone. Recorded legal basis: {basis}',
      keptFor: '{class}: {days} days.',
      groups: 'Figures for leads cover groups of at least {least} agents. Published figures do not change.',
      heldBack: '{percent} % of cues are held back at random, to learn whether cues help.',
      sqlite: 'Records are in a SQLite file on this server.',
      postgres: 'Records are in the PostgreSQL database of this site.',
      redis:
        'Cues cross from server to server over Redis and are not kept there. Self-coaching never crosses.',
      oneNode: 'One server does all of it: nothing crosses a network between servers.',
      webhook: 'Alerts about teams go to {host}: groups only, no person and no call.',
      traces:
        'Traces of calls go to {host}: times and kinds of cues under random references, no person and nothing that was said.',
      keySet: 'Keys that check tokens are fetched from {host}. Nothing is sent there.',
      signIn:
        'People sign in at {host}, which learns when they do. Evenkeel keeps who they are while the session lasts.',
      logsNone: 'Logs hold no identifier of a person or a call.',
      logsHashed: 'Logs hold identifiers as hashes only.',
      metricsOpen: 'Metrics are open to whoever reaches the server. They hold no identifier.',
      metricsToken: 'Metrics ask for a token. They hold no identifier.',
      tls: 'This server encrypts its connections itself (TLS).',
      noTls: 'This server does not encrypt: a proxy in front of it must.',
      embedded: 'The panel may be embedded by {origins}.',
      seesAgent: 'The agent: own cues, own calls and own facts. The agent can export and delete them.',
      seesLead: 'The lead: group figures of the own teams. No name, no single call.',
      seesAdmin:
        'The admin: people and teams, who is on a call and how its line arrives, erasure, the audit trail. No measure of a person.',
      seesReader: 'The auditor: the audit trail and this report.',
      seesMachines:
        'The telephone system that sends audio: how the line arrives. The system that binds agents: who is on a call, how its line arrives, and whether the caller was told. Neither sees an emotion, a cue or a record.',
      seesOperator: 'Whoever runs the server: the database with everything listed as kept.',
      offSelfCoaching: 'Self-coaching: no legal basis is recorded, so it is not offered.',
      offTryPage: 'The try page.',
      onTryPage:
        'The try page is on: whoever may send call audio can see there how their own voice is judged. Nothing of it is kept.',
      offWebhook: 'Alerts to another system.',
      offHoldOut: 'Holding cues back.',
    },
    classes: {
      calls: 'Summary of each call, its tense stretches, the agent’s own facts and notes',
      cues: 'Cues and the agent’s answers',
      resets: 'Resets offered and taken',
      bindings: 'Which agent was on which call',
      checkIns: 'Check-ins of the agent',
      published: 'Published group figures',
      audit: 'Audit trail',
    },
  },
  'zh-CN': {
    title: '隐私报告',
    madeFrom: '依据：{source}，日期：{date}。',
    sections: {
      heard: '听取什么',
      inferred: '推断什么',
      kept: '保存什么，保存多久',
      goes: '数据去向',
      sees: '谁能看到',
      off: '未启用的功能',
    },
    says: {
      connector: '通过连接器“{name}”以 {protocol} 协议接收实时通话音频。',
      noticeByConfiguration: '“{name}”：由本配置声明每位客户均已被告知。',
      noticeByStream: '“{name}”：由每路音频自行声明客户是否已被告知。',
      noticeByMetadata: '“{name}”：由每通电话的参数声明客户是否已被告知。',
      objectionByKey: '“{name}”：客户按 {digit} 键即可提出反对，也可由坐席系统代为提出。',
      objectionByRest: '“{name}”：未设置按键，客户的反对由坐席系统提出。',
      noAudio: '音频只在内存中停留数秒。不录音、不转写、不生成声纹，也不保存。',
      callerMood: '根据客户的声音：通话听起来是否紧张、生气或焦虑，并给出经过校准的概率。',
      noticeGate: '在客户被告知之前不做任何推断。客户一旦反对，推断立即停止，已推断的内容随即删除。',
      agentFacts: '根据坐席的声音：语速、音量、同时说话和应答时间，仅供坐席本人查看。',
      noAgentEmotion: '不推断坐席的情绪。',
      ownEyes:
        '坐席自行开启自我辅导后，其紧张程度会在内存中被推断，只显示在本人面板上。已登记的法律依据：{basis}',
      keptFor: '{class}：{days} 天。',
      groups: '关怀负责人看到的数据至少涵盖 {least} 名坐席。数据一经发布不再改变。',
      heldBack: '随机不显示 {percent}% 的提示，用来了解提示是否有帮助。',
      sqlite: '记录保存在本服务器的 SQLite 文件中。',
      postgres: '记录保存在本单位的 PostgreSQL 数据库中。',
      redis: '提示经由 Redis 在服务器之间传递，不在其中保存。自我辅导的内容从不跨服务器。',
      oneNode: '全部处理都在一台服务器上完成，服务器之间不传递数据。',
      webhook: '团队提醒发送至 {host}：只涉及群体，不涉及个人和单通电话。',
      traces: '通话的跟踪数据发送至 {host}：只有时间和提示种类，用随机编号，不涉及个人，也没有通话内容。',
      keySet: '验证令牌所用的密钥取自 {host}，不向其发送任何数据。',
      signIn: '人员在 {host} 登录，该处会知道登录的时间。会话有效期间，Evenkeel 保存登录者是谁。',
      logsNone: '日志中没有个人或通话的标识。',
      logsHashed: '日志中的标识均为哈希值。',
      metricsOpen: '能访问服务器的人都能读取指标，其中没有任何标识。',
      metricsToken: '读取指标需要令牌，其中没有任何标识。',
      tls: '本服务器自行加密连接（TLS）。',
      noTls: '本服务器不加密连接，须由前置代理加密。',
      embedded: '面板可嵌入：{origins}。',
      seesAgent: '坐席：自己的提示、通话和指标，可以导出和删除。',
      seesLead: '关怀负责人：所辖团队的群体数据，没有姓名，也没有单通电话。',
      seesAdmin: '管理员：人员与团队、通话由谁接听、线路情况、数据删除、审计记录，没有任何个人指标。',
      seesReader: '审计员：审计记录和本报告。',
      seesMachines:
        '传送音频的电话系统：线路情况。绑定坐席的系统：通话由谁接听、线路情况，以及客户是否已被告知。两者都看不到情绪、提示或任何记录。',
      seesOperator: '服务器运维人员：数据库，包括上文所列的全部保存内容。',
      offSelfCoaching: '自我辅导：未登记法律依据，因此不提供。',
      offTryPage: '试用页面。',
      onTryPage: '试用页面已启用：有权发送通话音频的人可在其中查看对自己声音的判断，内容均不保存。',
      offWebhook: '向其他系统发送提醒。',
      offHoldOut: '随机不显示提示。',
    },
    classes: {
      calls: '每通电话的摘要、紧张时段、坐席本人的指标和备注',
      cues: '提示和坐席的反馈',
      resets: '提供和采纳的情绪复位',
      bindings: '哪位坐席在哪通电话上',
      checkIns: '坐席的自我记录',
      published: '已发布的群体数据',
      audit: '审计记录',
    },
  },
};
