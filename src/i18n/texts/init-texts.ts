import type { Localised } from '../language.js';

/** What `evenkeel init` asks, writes and prints. `{…}` are put in. */
export type InitTexts = {
  readonly questions: Readonly<
    Record<'platform' | 'desktop' | 'callLanguages' | 'notice' | 'storage' | 'signIn', string>
  >;
  readonly ownSource: string;
  readonly desktops: Readonly<Record<'tab' | 'genesys' | 'flex' | 'own', string>>;
  readonly origin: string;
  readonly languages: Readonly<Record<'en' | 'zh-CN' | 'both', string>>;
  readonly notices: Readonly<Record<'greeting' | 'per-call' | 'not-yet', string>>;
  readonly storages: Readonly<Record<'sqlite' | 'postgres' | 'postgres-redis', string>>;
  readonly signIns: Readonly<Record<'link' | 'provider', string>>;
  readonly issuer: string;
  readonly addressNeeded: string;
  /** Above each part of the configuration file. */
  readonly comments: Readonly<
    Record<
      | 'file'
      | 'auth'
      | 'server'
      | 'serverAll'
      | 'proxies'
      | 'connectors'
      | 'toFillIn'
      | 'greeting'
      | 'perCall'
      | 'notYet'
      | 'desktop'
      | 'tab'
      | 'sqlite'
      | 'postgres'
      | 'postgresRedis'
      | 'link'
      | 'provider'
      | 'model',
      string
    >
  >;
  readonly settings: Readonly<Record<'title' | 'copy' | 'guide' | 'fillIn' | 'agentId' | 'frame', string>>;
  readonly wrote: string;
  readonly kept: string;
  readonly ownedBy: string;
  readonly fillFirst: string;
  readonly next: string;
  readonly cancelled: string;
};

export const initTexts: Localised<InitTexts> = {
  en: {
    questions: {
      platform: 'Which platform sends the calls?',
      desktop: 'Where do agents see the cues?',
      callLanguages: 'Which languages are spoken on the calls?',
      notice: 'How do callers learn that software listens?',
      storage: 'Where are records kept?',
      signIn: 'How do people sign in?',
    },
    ownSource: 'a source of your own, by Evenkeel’s own protocol',
    desktops: {
      tab: 'in a tab of their browser',
      genesys: 'inside Genesys Cloud',
      flex: 'inside Twilio Flex',
      own: 'inside another page',
    },
    origin: 'The origin of that page, such as https://desktop.example.com',
    languages: { en: 'English', 'zh-CN': 'Chinese', both: 'both' },
    notices: {
      greeting: 'a greeting tells every caller',
      'per-call': 'the platform says for each call whether the caller was told',
      'not-yet': 'not yet: then no emotion is inferred, only facts of the call',
    },
    storages: {
      sqlite: 'in one file, for one server (SQLite)',
      postgres: 'in PostgreSQL',
      'postgres-redis': 'in PostgreSQL, with several servers that share calls through Redis',
    },
    signIns: {
      link: 'with a link that an administrator prints',
      provider: 'at our identity provider (OpenID Connect)',
    },
    issuer: 'Its address (issuer), such as https://login.example.com/realms/acme',
    addressNeeded: 'Give an address that begins with https://',
    comments: {
      file: 'Evenkeel. Every other setting, with its default: docs/configuration.md. Check: evenkeel check-config {file}',
      auth: 'The secret that signs tokens is read from a file, never from here: {variable}.',
      server:
        'Only this machine reaches it. Where a platform in the cloud calls, put a proxy with TLS in front.',
      serverAll: 'Inside the container. What runs the container decides who reaches it from outside.',
      proxies: 'Name your reverse proxy. Otherwise every client appears to have the address of the proxy:',
      connectors: 'Where call audio comes in. The platform’s own settings are in {file}.',
      toFillIn: 'REPLACE {field}: the platform’s console shows it.',
      greeting: 'Your greeting tells every caller. Raise the version when its wording changes.',
      perCall:
        'The platform says for each call whether the caller was told. Without that, only facts of the call are computed.',
      notYet:
        'Until the platform says that a caller was told, no emotion is inferred: only facts of the call are computed.',
      desktop: 'The pages that may hold the panel in a frame.',
      tab: 'The panel is a tab of its own: no other page may hold it in a frame.',
      sqlite: 'One file, for one server. Back it up; nothing else is kept.',
      postgres: 'PostgreSQL. Its address is read from a file: {variable}.',
      postgresRedis:
        'PostgreSQL for records, Redis for cues between servers. Their addresses are read from files: {variable}, {second}.',
      link: 'People sign in by the link that `evenkeel token` prints. For an identity provider see docs/sign-in.md.',
      provider:
        'People sign in here. Roles: the values of the role claim that your provider sends. The client’s secret: {variable}.',
      model:
        'The shipped model is for research and evaluation only. For anything else: docs/model-for-production.md',
    },
    settings: {
      title: '{platform}: settings to copy',
      copy: 'Put this into the platform. Calls go to `{url}`.',
      guide: 'The whole guide: {guide}',
      fillIn: 'Copy `{field}` from the platform’s console into `{file}`.',
      agentId: '`{agent}` stands for the agent on the call, as the agent’s token names them.',
      frame: 'To show the panel inside your desktop: docs/tutorials/embed-the-panel.md',
    },
    wrote: 'Wrote:',
    kept: 'Kept, because tokens and clients already use it: {file}',
    ownedBy: 'The container runs as user 1000: let that user read {files}.',
    fillFirst: 'First fill in:',
    next: 'Then:',
    cancelled: 'Nothing was written.',
  },
  'zh-CN': {
    questions: {
      platform: '通话来自哪个电话平台？',
      desktop: '坐席在哪里看到提示？',
      callLanguages: '通话中说哪些语言？',
      notice: '客户如何得知有软件在听？',
      storage: '记录保存在哪里？',
      signIn: '人员如何登录？',
    },
    ownSource: '自己的音频来源，使用本产品的协议',
    desktops: {
      tab: '浏览器的独立标签页',
      genesys: '嵌入 {name}',
      flex: '嵌入 {name}',
      own: '嵌入其他页面',
    },
    origin: '该页面的来源地址，例如 {example}',
    languages: { en: '英语', 'zh-CN': '中文', both: '两种都有' },
    notices: {
      greeting: '开场白告知每位客户',
      'per-call': '平台在每通电话中说明客户是否已被告知',
      'not-yet': '尚未告知：不推断情绪，只计算通话事实',
    },
    storages: {
      sqlite: '一个文件，一台服务器（SQLite）',
      postgres: 'PostgreSQL',
      'postgres-redis': 'PostgreSQL，多台服务器通过 Redis 协同',
    },
    signIns: { link: '使用管理员生成的链接', provider: '通过自己的身份提供方' },
    issuer: '身份提供方的地址，例如 {example}',
    addressNeeded: '请输入以 {scheme} 开头的地址',
    comments: {
      file: 'Evenkeel 的配置。其他设置及默认值见 {reference}。检查：{check}',
      auth: '签发令牌的密钥来自文件，不写在这里：{variable}',
      server: '只有本机可以访问。云端平台呼入时，前面要有支持 TLS 的代理。',
      serverAll: '容器内部的地址；外部谁能访问，由运行它的环境决定。',
      proxies: '请写明反向代理的地址，否则看到的客户端地址都是代理的：',
      connectors: '通话音频从这里进入。平台自己的设置在 {file} 中。',
      toFillIn: '请替换 {field}：在平台的控制台中可以看到。',
      greeting: '开场白告知每位客户。措辞改变时请提高版本。',
      perCall: '平台在每通电话中说明客户是否已被告知。没有说明时只计算通话事实。',
      notYet: '在平台说明客户已被告知之前，不推断情绪，只计算通话事实。',
      desktop: '可以在框架中显示面板的页面。',
      tab: '面板是独立的标签页，其他页面不能把它放进框架。',
      sqlite: '一个文件，一台服务器。请备份它；此外不保存任何内容。',
      postgres: 'PostgreSQL 的地址来自文件：{variable}',
      postgresRedis: '记录在 PostgreSQL，服务器之间的提示经过 Redis。地址：{variable}、{second}',
      link: '人员通过 {command} 生成的链接登录。使用身份提供方见 {reference}。',
      provider: '人员在这里登录。角色：身份提供方所发角色声明的取值。客户端密钥：{variable}',
      model: '随附的模型仅供研究和评估使用。其他用途见 {reference}',
    },
    settings: {
      title: '{platform}：需要复制的设置',
      copy: '请在平台中填入以下内容。通话发往 `{url}`。',
      guide: '完整指南：{guide}',
      fillIn: '请把平台控制台中的 `{field}` 复制到 `{file}`。',
      agentId: '`{agent}` 代表通话中的坐席，与坐席令牌中的名称一致。',
      frame: '把面板嵌入坐席工作台：{reference}',
    },
    wrote: '已写入：',
    kept: '已保留，因为现有令牌和客户端正在使用：{file}',
    ownedBy: '容器以用户 1000 运行：请允许该用户读取 {files}。',
    fillFirst: '请先填写：',
    next: '然后：',
    cancelled: '没有写入任何内容。',
  },
};
