/** What `--help` of the commands that are tried and run says in English, and the same in Chinese. */
export const HELP_PHRASES: readonly (readonly [english: string, chinese: string])[] = [
  // The frame of every help
  ['Usage:', '用法：'],
  ['Arguments:', '参数：'],
  ['Options:', '选项：'],
  ['Commands:', '子命令：'],
  ['Examples:', '示例：'],
  ['Formats:', '格式：'],
  ['explain a command', '说明一个命令'],
  ['display help for command', '说明此命令'],
  ['(add --help for what this command takes)', '（加上 --help 查看此命令的用法）'],
  ['print the version', '输出版本号'],
  ['no progress and no remarks on standard error', '标准错误上不输出进度和说明'],
  // The list of commands
  [
    'Hears when the caller on a live call is angry or anxious, and gives the agent one small cue.',
    '听出实时通话中的客户在生气还是焦虑，并给坐席一条简短的提示。',
  ],
  ['See it:', '先看看：'],
  ['Run it:', '运行：'],
  ['Connect a telephone system:', '接入电话系统：'],
  ['Look after what is kept:', '管理保存的数据：'],
  ['Measure and improve it:', '评测与改进：'],
  [
    'play a demo call to the agent’s page; --lead shows the lead’s page',
    '向坐席页面播放演示通话；--lead 显示关怀负责人页面',
  ],
  ['try everything on this machine, with nothing to configure', '在本机试用全部功能，无需配置'],
  [
    'coach recorded calls: timeline, picture, tables for analysts',
    '对录音给出提示：时间线、图、供分析的表格',
  ],
  ['ask six questions and write a configuration to start from', '问六个问题，写出一份可直接使用的配置'],
  ['take live calls and coach them', '接收实时通话并给出提示'],
  [
    'sign a token for a telephone system, an agent, a lead or an administrator',
    '为电话系统、坐席、关怀负责人或管理员签发令牌',
  ],
  ['check a configuration file and the environment', '检查配置文件和环境变量'],
  ['ask a running instance whether it serves calls', '询问运行中的实例能否接收通话'],
  [
    'watch running instances: calls, lateness, cost, cues, nodes',
    '观察运行中的实例：通话、延迟、开销、提示、节点',
  ],
  [
    'play a recorded call to a running instance as a telephone platform would',
    '像电话平台那样向运行中的实例播放一段录音',
  ],
  [
    'call a running instance as a platform would, and say what is wrong',
    '像电话平台那样呼叫运行中的实例，并指出问题',
  ],
  ['import teams, agents and shifts', '导入团队、坐席和班次'],
  ['bring the database schema up to date', '把数据库结构升级到最新'],
  ['delete what is older than it may be kept', '删除超过保存期限的数据'],
  [
    'say in words what is heard, inferred, kept, sent and seen',
    '用文字说明听到、推断、保存、发送和可见的内容',
  ],
  ['verify the audit trail and print it', '校验并输出审计记录'],
  ['score the model on a labelled speech corpus', '在有标注的语音库上评测模型'],
  [
    'score the cues: how soon, how often falsely, what must never happen',
    '评测提示：多快、误报多少、绝不该发生的事',
  ],
  [
    'label your own recordings with two people, to calibrate or train on',
    '由两个人标注您的录音，用于校准或训练',
  ],
  ['fit calibration and thresholds to a site’s own labelled calls', '用本站标注过的通话拟合校准和阈值'],
  ['tell whether cues help: recovery with and without them', '看提示是否有用：有提示与无提示时的恢复'],
  ['import a speech corpus, to train a model on', '导入语音库，用于训练模型'],
  ['write the features of a speech corpus, to train a model on', '写出语音库的特征，用于训练模型'],
  ['print the licences of the packages that are shipped along', '输出随附软件包的许可证'],
  ['print shell completion for bash, zsh or fish', '输出 bash、zsh 或 fish 的补全脚本'],
  // Options of several commands
  ['language of everything that is printed: en or zh', '所有输出的语言：en 或 zh'],
  ['language of the texts: en or zh', '文字的语言：en 或 zh'],
  ['language of the page: en or zh', '页面的语言：en 或 zh'],
  ['language of the report: en or zh', '报告的语言：en 或 zh'],
  ['language of questions, comments and messages: en or zh', '问题、注释和消息的语言：en 或 zh'],
  ['configuration file, YAML or JSON', '配置文件，YAML 或 JSON'],
  ['configuration file', '配置文件'],
  ['configuration file, for host, port and TLS', '配置文件，从中读取主机、端口和 TLS'],
  ['one JSON document on standard output', '在标准输出上给出一份 JSON'],
  ['one JSON document on standard output instead of tables', '在标准输出上给出一份 JSON，而不是表格'],
  ['print one JSON document instead of a table', '输出一份 JSON，而不是表格'],
  ['print one JSON document', '输出一份 JSON'],
  ['print the result as one JSON document', '把结果输出为一份 JSON'],
  ['call seconds per second', '每秒播放通话的秒数'],
  ['port to listen on; 0 = any free one', '监听的端口；0 = 任意空闲端口'],
  // demo
  [
    'Starts an embedded Evenkeel, plays it a made-up call over the real WebSocket, and opens the agent’s page. Nothing leaves this machine and nothing is kept.',
    '启动内置的 Evenkeel，通过真实的 WebSocket 向它播放一段虚构的通话，并打开坐席页面。没有任何内容离开本机，也不保存任何内容。',
  ],
  ['the lead’s page instead: twelve weeks of a made-up centre', '改为关怀负责人页面：一个虚构中心的十二周'],
  ['no page: print the cues and exit', '不打开页面：输出提示后退出'],
  ['like --headless, one JSON object a line', '同 --headless，每行一个 JSON 对象'],
  ['print the page’s address, do not open it', '只输出页面地址，不打开'],
  ['port to serve the page on; 0 = any free one', '提供页面的端口；0 = 任意空闲端口'],
  // dev
  [
    'Starts Evenkeel for trial on 127.0.0.1: made-up keys in memory, a trusted agent, the try page, twelve weeks of a made-up centre for the lead, and a call that is played.',
    '在 127.0.0.1 上启动供试用的 Evenkeel：密钥是临时生成的，只在内存中；有一位受信任的坐席、试用页面、供关怀负责人查看的虚构中心的十二周数据，以及一段播放的通话。',
  ],
  ['print the pages’ addresses, open none', '只输出各页面的地址，不打开'],
  ['do not play the demo call', '不播放演示通话'],
  ['speed of the demo call: call seconds per second', '演示通话的速度：每秒播放通话的秒数'],
  // replay
  [
    'Coaches recorded calls exactly as live ones, as fast as the machine can, and prints the timeline: the caller, the cues and why, the summary. Nothing is kept but what you ask for.',
    '对录音给出与实时通话完全相同的提示，速度只取决于本机，并输出时间线：客户、提示及原因、小结。只保存您要求的内容。',
  ],
  ['recordings, folders of them, or - for standard input', '录音、录音文件夹，或用 - 表示标准输入'],
  ['recording of the customer alone', '只有客户的录音'],
  ['recording of the agent alone', '只有坐席的录音'],
  ['who is on the left channel', '左声道是谁'],
  [
    'replay as a call without notice to the caller: no emotion is inferred',
    '按没有告知客户的通话回放：不推断情绪',
  ],
  ['what to write of each recording', '每个录音写出什么'],
  ['write it to this file; a folder for several recordings', '写入此文件；多个录音时为文件夹'],
  [
    'every event of the coach, one JSON object a line, instead of a format',
    '每个事件一行 JSON 对象，代替某种格式',
  ],
  [
    'also a self-contained HTML page; a folder for several recordings',
    '另写一个独立的 HTML 页面；多个录音时为文件夹',
  ],
  [
    'with --report: another run beside this one, a recording or what --json printed',
    '与 --report 同用：并排显示另一次运行，可以是录音或 --json 的输出',
  ],
  [
    'replay the recordings of a folder, then each new one, until Ctrl+C',
    '回放文件夹中的录音，之后每来一个回放一个，直到按 Ctrl+C',
  ],
  // init
  [
    'Asks six questions and writes a configuration, what starts the server, and the platform’s own settings to copy.',
    '问六个问题，然后写出配置、启动服务器的文件，以及可复制到平台的设置。',
  ],
  ['where to write', '写到哪里'],
  ['who sends the calls; genesys is short for audiohook', '由谁送来通话；genesys 即 audiohook'],
  ['tab, genesys, flex, or the origin of a page', 'tab、genesys、flex，或某个页面的来源地址'],
  ['of en, zh-CN; separated by commas', '从 en、zh-CN 中选择，用逗号分隔'],
  ['how callers are told', '如何告知客户'],
  ['where records are kept', '记录保存在哪里'],
  ['link, or the issuer of your identity provider', 'link，或您的身份提供方的签发者地址'],
  [
    'what starts the server; default: as the storage is usually run',
    '用什么启动服务器；默认：该存储通常的方式',
  ],
  ['tenant that the calls belong to', '通话所属的租户'],
  ['where platforms and browsers find the server', '平台和浏览器访问服务器的地址'],
  ['version of the notice’s wording; default: this month', '告知用语的版本；默认：本月'],
  ['usual answers for what is not given', '没有给出的都用通常的答案'],
  ['overwrite files that are there', '覆盖已有的文件'],
  // serve
  [
    'Takes call audio over WebSocket and sends cues to agents’ desktops, until SIGTERM; then it drains. SIGHUP reads the configuration again.',
    '通过 WebSocket 接收通话音频，并把提示发到坐席的工作台，直到收到 SIGTERM，然后等现有通话结束。SIGHUP 会重新读取配置。',
  ],
  [
    'for one agent on this machine: loopback only, data in the user’s own folder',
    '供本机的一位坐席使用：只监听本机，数据放在用户自己的文件夹',
  ],
  ['port to listen on; 0 = any free one; default: as configured', '监听的端口；0 = 任意空闲端口；默认按配置'],
  ['address to listen on; default: as configured', '监听的地址；默认按配置'],
  [
    'your own network, an .onnx file with its manifest beside it; default: as configured',
    '您自己的模型：.onnx 文件，清单放在旁边；默认按配置',
  ],
  // token
  [
    'Prints a signed token for one party, alone on standard output. For people (agent, lead, admin, reader) the address that signs them in follows on standard error: it is good once, for ten minutes.',
    '为一方输出签名的令牌，标准输出上只有它。对于人（agent、lead、admin、reader），标准错误上随后给出登录地址：只能用一次，十分钟内有效。',
  ],
  ['what the party may do', '这一方可以做什么'],
  ['the tenant that the party belongs to', '这一方所属的租户'],
  ["who it is: the agent's id, or a name for the machine", '是谁：坐席的 ID，或机器的名称'],
  [
    "a lead's teams, separated by commas, or * for every team; none = no team",
    '关怀负责人的团队，用逗号分隔；* 表示所有团队；不写则没有团队',
  ],
  ['how long the token is valid', '令牌的有效时间'],
  ['where the pages are served; default: as configured', '页面的地址；默认按配置'],
  ['open the page and sign in there', '打开页面并在那里登录'],
  // check-config, health, top
  [
    'Reads the configuration as `serve` would and names every problem: where it is, what is wrong, and how to fix it.',
    '像 `serve` 那样读取配置，并列出每个问题：在哪里、错在哪里、如何修正。',
  ],
  [
    'Asks a running Evenkeel whether it serves calls. Exits with 0 when it does, otherwise with 1 and the reason.',
    '询问运行中的 Evenkeel 能否接收通话。能则以 0 退出，否则以 1 退出并给出原因。',
  ],
  ['base URL, instead of what the configuration says', '基础 URL，代替配置中的地址'],
  [
    'Shows what running instances do, from their /metrics: calls, lateness, cost, cues, and the nodes that hear one another.',
    '从 /metrics 显示运行中的实例在做什么：通话、延迟、开销、提示，以及互相可见的节点。',
  ],
  [
    'base URL of an instance; may be given several times, one for each node',
    '实例的基础 URL；可以给出多次，每个节点一个',
  ],
  [
    'bearer token of /metrics, where telemetry.metricsToken asks for one',
    '/metrics 的 Bearer 令牌，在 telemetry.metricsToken 要求时给出',
  ],
  ['seconds from one look to the next', '两次查看之间的秒数'],
  [
    'look once, print and end; exit 1 where an instance does not answer',
    '查看一次，输出后结束；有实例不应答时以 1 退出',
  ],
  ['one document a look: {"instances": [...]}', '每次查看一份文档：{"instances": [...]}'],
];
