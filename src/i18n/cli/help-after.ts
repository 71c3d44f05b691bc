import { HELP_AFTER_STUDY } from './help-after-study.js';

/** What stands below the options in `--help`, in Chinese, by the name of the command; '' = the list of all. */
export const HELP_AFTER: ReadonlyMap<string, string> = new Map([
  [
    '',
    `
从这里开始：evenkeel dev；要有自己的服务器：evenkeel init。查看一个命令的用法：evenkeel COMMAND --help。

结果写到标准输出，进度和说明写到标准错误，--quiet 省去后者。除 init 的提问外都不着色，设了 NO_COLOR 时提问也不着色。
有 --json 的命令用它输出一份文档。写在命令前面的 --language zh 让一切都用中文。

退出状态：
  0  已完成，一切正常
  1  已完成，但有问题：通话被拒绝、录音读不了、检查未通过；或我们自己的故障
  2  未完成：命令、配置或文件不能这样用；消息会说明怎么做`,
  ],
  [
    'demo',
    `
示例：
  $ evenkeel demo                        坐席页面，通话按实际速度进行
  $ evenkeel demo --headless --speed 8   半分钟内在终端显示提示
  $ evenkeel demo --lead                 关怀负责人页面，一个虚构中心的十二周

--headless 和 --json 的退出状态：0 = 通话得到了提示，1 = 没有。
`,
  ],
  [
    'dev',
    `
示例：
  $ evenkeel dev                       打开页面并播放演示通话；按回车键再播放一次
  $ evenkeel dev --port 0 --no-open    任意空闲端口，只输出地址
  $ evenkeel dev --no-play             等待您自己的通话

这不是生产环境：密钥是临时生成的，结束后不再存在；数据是虚构的，结束时删除；任何通话都可以指明坐席。
只监听 127.0.0.1，NODE_ENV=production 时拒绝启动。要接收您自己客户的通话，请写一份配置（见
docs/configuration.md），再运行 \`evenkeel serve\`。
`,
  ],
  [
    'replay',
    `
录音的种类：WAV（PCM、浮点、µ 律、A 律、RF64）、AIFF 和 FLAC 直接读取；MP3、Ogg、Opus、M4A、WebM、AMR、GSM
等在装有 ffmpeg 时通过它读取。单声道录音按双方在同一声道处理：这时不判断客户的情绪。

格式：
  text       供阅读的时间线
  jsonl      JSON Lines：先是通话，再是各区间（docs/schemas/analysis.schema.json）
  csv        区间表，供电子表格、R 和 pandas 使用
  textgrid   Praat
  audacity   Audacity 的标签（文件、导入、标签）
  rttm       谁在何时说话，供说话人分离评测使用（NIST）
  elan       ELAN

示例：
  $ evenkeel replay call.wav                                 立体声，客户在左
  $ evenkeel replay --left agent call.wav                    反过来
  $ evenkeel replay --customer caller.wav --agent agent.wav  双方各一个文件
  $ evenkeel replay call.wav --report call.html              可看可听的图
  $ evenkeel replay call.wav --json > before.jsonl           一次运行听到的内容，供以后比较
  $ evenkeel replay call.wav --report now.html --compare before.jsonl
  $ evenkeel replay calls --format csv --out results         文件夹中的每个录音
  $ evenkeel replay --format jsonl - < call.wav              标准输入
  $ evenkeel replay --watch calls --report reports           每个新录音，直到按 Ctrl+C

退出状态：0 = 每个录音都读了，1 = 几个录音中至少有一个没有，2 = 唯一的录音没读成，或命令不能这样用。
`,
  ],
  [
    'init',
    `
六个问题，每个都可以用一个选项回答：
  platform        由哪个电话平台送来通话
  desktop         坐席在哪里看到提示：一个标签页，或其工作台中的一个框
  call-languages  通话中使用哪些语言
  notice          客户如何得知有软件在听；没有告知就不推断情绪
  storage         单台服务器用 SQLite；多台用 PostgreSQL 和 Redis
  sign-in         由管理员输出的链接，或您的身份提供方

在终端里会询问没有给出的。在别处请给出全部六项，或用 --yes 让一切都在本机。
它在文件夹中写入：带注释的配置（或 Helm 的 values）、启动服务器的文件、可复制到平台的设置，以及它生成的密钥；
然后输出得到第一条提示所需的三个命令。已有的文件不会改动，除非给出 --force；secrets/ 即使那样也不改动。

示例：
  $ evenkeel init trial --yes                      自己的音频来源，SQLite，本机
  $ evenkeel init centre --platform twilio --desktop flex --call-languages en --notice per-call \\
      --storage postgres --sign-in link --public-url https://coach.example.com
  $ evenkeel init trial --yes --force --language zh-CN   注释和消息用中文
`,
  ],
  [
    'serve',
    `
示例：
  $ evenkeel serve                                   默认值；密钥取自 EVENKEEL_AUTH_SECRET
  $ evenkeel serve --config evenkeel.yaml --port 8041
  $ evenkeel serve --desktop                         供本机的一位坐席使用，密钥和数据在其文件夹中

每项设置都可以写在文件里，或用环境变量给出（名称后加 _FILE 表示从文件读取）。所有设置及其说明见
docs/configuration.md；\`evenkeel serve --help\` 在不带 --language 时也会逐项列出（英文）。
`,
  ],
  [
    'token',
    `
角色：
  source  发送通话音频          （WebSocket 上的 Authorization: Bearer …）
  agent   在工作台接收提示      （subject 是坐席的 ID）
  binder  登记哪位坐席在哪通电话上，以及客户的反对
  lead    查看团队的负荷，从不涉及个人
  admin   管理人员、保存期限和审计
  reader  读取隐私报告

示例：
  $ TOKEN=$(evenkeel token --role source --tenant acme --subject pbx-1)
  $ evenkeel token --role agent --tenant acme --subject ruth --open
`,
  ],
  ['check-config', '\n示例：\n  $ evenkeel check-config evenkeel.yaml\n'],
  ['health', '\n示例：\n  $ evenkeel health\n  $ evenkeel health --url http://127.0.0.1:8040\n'],
  [
    'top',
    `
示例：
  $ evenkeel top
  $ evenkeel top --url http://node-a:8040 --url http://node-b:8040
  $ evenkeel top --once --json
`,
  ],
  [
    'simulate',
    `
示例：
  $ evenkeel simulate --protocol native --url ws://127.0.0.1:8040/streams/native --wav call.wav \\
      --agent-id ruth --token "$TOKEN"
  $ evenkeel simulate --protocol twilio --url ws://127.0.0.1:8040/streams/twilio --secret "$AUTH_TOKEN" \\
      --public-origin wss://coach.example.com --customer caller.wav --agent agent.wav
  $ evenkeel simulate --protocol audiohook --url ws://127.0.0.1:8040/streams/genesys --wav call.wav \\
      --api-key KEY --secret BASE64 --calls 50 --for 120 --faults loss,jitter,stall

协议：
  native     Evenkeel 自己的协议，Bearer 令牌（--token）
  audiohook  Genesys Cloud AudioHook Monitor，有签名（--api-key、base64 的 --secret）；通话 ID 是 UUID
  twilio     Twilio Media Streams，双音轨，升级请求有签名（--secret AUTH_TOKEN）
  telnyx     Telnyx 媒体流，双音轨，stream_auth_token（--token）
  plivo      Plivo 音频流，双音轨，默认 L16（--username ACCOUNT_ID）
  signalwire SignalWire cXML <Stream>，双音轨，升级请求有签名（--secret AUTH_TOKEN）
  fonoster   Fonoster 流，只有客户的音轨，升级请求有签名（--secret AUTH_TOKEN）
  talkdesk   Talkdesk Conversation Orchestrator，坐席为入向，没有密钥（--username ACCOUNT_ID）
  kazoo      2600Hz Kazoo Pivot 媒体流，默认 L16（--username ACCOUNT_ID）
  bandwidth  Bandwidth <StartStream>，双音轨（--username ACCOUNT_ID）
  exotel     Exotel Stream applet，只有客户的音轨，L16，每块 100 毫秒（--username ACCOUNT_SID）
  ringcx     RingCentral RingCX，双方视角（--username ACCOUNT_ID）
  jambonz    jambonz listen，立体声 L16，HTTP Basic（--username、--password）
  freeswitch FreeSWITCH mod_audio_fork，立体声 L16，HTTP Basic（--username、--password）
  asterisk   Asterisk chan_websocket，两路；--url 中的 {role} 会变成 customer 或 agent
  vonage     Vonage WebSocket 端点，双方各一路，或混音一路（--layout mixed）

退出状态：0 = 每通电话都被应答并正常结束，1 = 至少有一通没有。
`,
  ],
  [
    'doctor',
    `
不给 --url 时一切取自配置：地址、协议、第一个连接器的凭据，以及用其密钥签发的令牌。

示例：
  $ evenkeel doctor --config evenkeel.yaml --agent ruth     再继续到第一条提示
  $ evenkeel doctor --url ws://127.0.0.1:8040/streams/native --token "$SOURCE_TOKEN"
  $ evenkeel doctor --protocol audiohook --url wss://coach.example.com/streams/genesys \\
      --api-key KEY --secret BASE64 --api-token "$BINDER_TOKEN"
  $ evenkeel doctor --protocol twilio --url wss://coach.example.com/streams/twilio \\
      --api-token "$BINDER_TOKEN" --live CA123     # 一通正在进行的真实通话

测试通话持续 11 秒，与其他通话一样会被保存。--agent 会在其后播放演示通话，由这位坐席接听，直到出现提示：半分钟。
退出状态：0 = 没有问题，1 = 有问题。
`,
  ],
  ...HELP_AFTER_STUDY,
]);
