/** What `--help` of the commands that connect, keep and measure says in English, and the same in Chinese. */
export const MORE_HELP_PHRASES: readonly (readonly [english: string, chinese: string])[] = [
  // simulate and doctor
  [
    'Speaks a platform protocol as the platform does, signs as it signs, and reports what it saw: handshake times, pings, refusals and closes. A demo caller, a load generator and a test peer in one.',
    '像电话平台那样使用其协议并签名，然后报告所见：握手时间、心跳、拒绝和关闭。既是演示用的来电，也是压力发生器和测试对端。',
  ],
  [
    'Looks at address, TLS, proxy, path, clock, credentials and protocol, then at how the audio arrives: silence, swapped parties, wrong law, byte order or rate.',
    '检查地址、TLS、代理、路径、时钟、凭据和协议，再检查音频如何到达：无声、双方颠倒、压扩律、字节序或采样率错误。',
  ],
  ['platform to be', '充当的平台'],
  ['ws:// or wss:// address of the connector', '连接器的 ws:// 或 wss:// 地址'],
  [
    'ws:// or wss:// address of the connector; default: as configured',
    '连接器的 ws:// 或 wss:// 地址；默认按配置',
  ],
  [
    'stereo WAV: customer left, agent right (PCM16, µ-law or A-law); default: the demo call',
    '立体声 WAV：客户在左，坐席在右（PCM16、µ 律或 A 律）；默认：演示通话',
  ],
  [
    'mono WAV of the customer (with --agent, instead of --wav)',
    '客户的单声道 WAV（与 --agent 同用，代替 --wav）',
  ],
  ['mono WAV of the agent', '坐席的单声道 WAV'],
  ['the stereo file has the agent on the left', '立体声文件中坐席在左'],
  ['send the agent on the first channel (or inbound track)', '坐席在第一声道（或入向音轨）发送'],
  ['calls side by side', '同时进行的通话数'],
  ['keep calling again until so many seconds have passed', '不断重新呼叫，直到过去这么多秒'],
  ['hang up every call politely by then', '到这时正常挂断每通电话'],
  ['what the line suffers: loss,jitter,stall,torn,reorder', '线路的故障：loss、jitter、stall、torn、reorder'],
  ['seed of faults and made-up identifiers', '故障和虚构标识的随机种子'],
  ['call id of a single call (several calls get ids of their own)', '单个通话的 ID（多个通话各有自己的 ID）'],
  ['tenant, where the protocol carries it', '租户，在协议带有它时'],
  ['agent on the call, where the protocol carries it', '通话的坐席，在协议带有它时'],
  ['wording version of the notice that the caller heard', '客户听到的告知用语的版本'],
  ['assert no notice', '不声明已告知'],
  ['language of the call, for example en-US', '通话的语言，例如 en-US'],
  ["audio coding; default: the platform's own", '音频编码；默认：平台自己的'],
  ["sample rate; default: the platform's own", '采样率；默认：平台自己的'],
  ["parties on sockets; default: the platform's own", '双方如何分布在连接上；默认：平台自己的'],
  [
    'bearer token (native, vonage), stream_auth_token (telnyx), one-time token (twilio, plivo)',
    'Bearer 令牌（native、vonage）、stream_auth_token（telnyx）、一次性令牌（twilio、plivo）',
  ],
  [
    'bearer token (native, vonage), one-time or stream token (twilio family)',
    'Bearer 令牌（native、vonage）、一次性令牌或流令牌（twilio 一类）',
  ],
  ['API key (audiohook)', 'API 密钥（audiohook）'],
  [
    'client secret in base64 (audiohook), auth token (twilio)',
    'base64 的客户端密钥（audiohook）、Auth Token（twilio）',
  ],
  [
    'client secret in base64 (audiohook), auth token (twilio, plivo)',
    'base64 的客户端密钥（audiohook）、Auth Token（twilio、plivo）',
  ],
  [
    'user name for HTTP Basic (jambonz, asterisk), account id (plivo)',
    'HTTP Basic 的用户名（jambonz、asterisk）、账户 ID（plivo）',
  ],
  ['user name for HTTP Basic (jambonz, asterisk)', 'HTTP Basic 的用户名（jambonz、asterisk）'],
  ['password for HTTP Basic', 'HTTP Basic 的密码'],
  [
    'wss:// origin that signatures cover, when a proxy stands in between',
    '中间有代理时，签名所覆盖的 wss:// 来源地址',
  ],
  ['connector of the configuration to look at; default: its first', '要检查的连接器；默认：配置中的第一个'],
  ['go on to the first cue, with this agent on the call', '以这位坐席继续到第一条提示'],
  [
    "platform part of the call key, if the connector's differs from its protocol",
    '通话键中的平台部分，在与协议不同时给出',
  ],
  ['examine this call, in progress now, instead of placing one', '检查这通正在进行的通话，而不另行呼叫'],
  [
    'token of role binder, to ask how the audio arrives (native: --token does)',
    '角色为 binder 的令牌，用来询问音频如何到达（native 用 --token 即可）',
  ],
  // people, migrate, purge, privacy-report, audit
  ['Looks after people, teams and shifts.', '管理人员、团队和班次。'],
  [
    'Imports agents, teams and shifts from CSV: all lines or none.',
    '从 CSV 导入坐席、团队和班次：要么全部导入，要么都不导入。',
  ],
  ['agents and their teams', '坐席及其团队'],
  ['shifts of the teams', '团队的班次'],
  ['the tenant that they belong to', '他们所属的租户'],
  ['check the files and say what would change', '检查文件并说明会有什么变化'],
  [
    'Brings the database schema up to date, as `serve` does when it starts, or takes the last step back. Going back deletes what that step held.',
    '把数据库结构升级到最新（`serve` 启动时也会这样做），或退回一步。退回会删除那一步保存的内容。',
  ],
  ['where to: newest schema, one step back, or nothing at all', '目标：最新结构、退回一步，或全部清空'],
  [
    'Deletes records that are past their retention (wellbeing.retention.*) and reports the rows by class. `serve` does this daily.',
    '删除超过保存期限（wellbeing.retention.*）的记录，并按类别报告行数。`serve` 每天都会这样做。',
  ],
  ['report what would go, and keep everything', '只报告会删除什么，全部保留'],
  [
    'Says in words that can be filed what is heard, inferred, kept and sent, who can see it, and what is off.',
    '用可以存档的文字说明听到、推断、保存和发送什么，谁能看到，以及哪些功能已关闭。',
  ],
  ['configuration file to report on', '要报告的配置文件'],
  ['instance that runs, instead of a configuration', '运行中的实例，代替配置'],
  ['with --url: a token of role reader or admin', '与 --url 同用：角色为 reader 或 admin 的令牌'],
  ['one JSON document: the facts and the report', '一份 JSON：事实和报告'],
  ['write Markdown to this file', '把 Markdown 写入此文件'],
  [
    "Verifies a tenant's audit trail and prints it: erasures, objections, bindings, admin acts.",
    '校验并输出一个租户的审计记录：删除、反对、绑定、管理操作。',
  ],
  ['whose trail', '谁的记录'],
  [
    'only entries about agent:ID, call:PLATFORM:ID or actor:ID',
    '只看关于 agent:ID、call:PLATFORM:ID 或 actor:ID 的条目',
  ],
  // evaluate and evaluate-cues
  [
    'Scores a speech corpus with the shipped model, telephone-coded, and prints how good it is.',
    '用随附的模型评测一个经过电话编码的语音库，并输出成绩。',
  ],
  [
    'folder with clips.tsv, FLAC files and, if it has parts, speakers.tsv',
    '含 clips.tsv、FLAC 文件的文件夹；分部分时还有 speakers.tsv',
  ],
  [
    'speakers to score where speakers.tsv names parts: train, tune, test or all',
    'speakers.tsv 分部分时评测哪些说话人：train、tune、test 或 all',
  ],
  [
    'the .onnx file, its manifest beside it; or prosody, the formula without a trained network',
    '.onnx 文件，清单放在旁边；或 prosody，即不用训练模型的公式',
  ],
  ['ask the second network beside the model', '在模型之外询问第二个网络'],
  ['write the score of every clip (TSV)', '写出每个片段的得分（TSV）'],
  [
    'leave out the second run on clean speech, which takes as long as the first',
    '省去对清晰语音的第二遍评测，它与第一遍一样久',
  ],
  [
    'Scores the cues from samples to decision: how soon, how often falsely, and what must never happen.',
    '从采样到决定评测提示：多快、误报多少，以及绝不该发生的事。',
  ],
  [
    'acted speech: clips.tsv, FLAC files and, if it has parts, speakers.tsv',
    '表演语音：clips.tsv、FLAC 文件；分部分时还有 speakers.tsv',
  ],
  ['calm people, laid out alike; left out where it is absent', '平静的说话人，布局相同；没有则略过'],
  [
    'conversations nobody is angry in: calls/ and turns/ hold their FLAC files',
    '无人生气的对话：FLAC 文件在 calls/ 和 turns/ 中',
  ],
  [
    'sounds that are no speech: sounds.tsv and FLAC or WAV files; left out where it is absent',
    '非语音的声音：sounds.tsv 和 FLAC 或 WAV 文件；没有则略过',
  ],
  ['where to write the operating curve (SVG)', '工作曲线（SVG）写到哪里'],
  // label and calibrate
  [
    "Serves a page on which two people label windows of a site's own recordings.",
    '提供一个页面，由两个人标注本站录音的片段。',
  ],
  [
    'stereo recordings with the customer first, or a folder of them',
    '客户在第一声道的立体声录音，或它们的文件夹',
  ],
  ['the table of labels (TSV), in the folder of the recordings', '标注表（TSV），放在录音的文件夹中'],
  ['do not open the page in a browser', '不在浏览器中打开页面'],
  ["Fits thresholds and calibration to a site's own labelled calls.", '用本站标注过的通话拟合阈值和校准。'],
  [
    'Fits the model\'s calibration and its bar for "not sure" anew on a site\'s own labelled calls.',
    '用本站标注过的通话重新拟合模型的校准和“不确定”的界线。',
  ],
  [
    'table (TSV) with the columns call, role, start_s, end_s, label',
    '表（TSV），列为 call、role、start_s、end_s、label',
  ],
  ['the .onnx file; its manifest lies beside it', '.onnx 文件，清单放在旁边'],
  ['write the new calibration here', '新的校准写到这里'],
  [
    "Moves the thresholds from which a caller is called tense, on a site's own labelled calls.",
    '用本站标注过的通话调整判断客户紧张的阈值。',
  ],
  // effect, corpus, features, licences, completion
  [
    'Compares how soon callers become calm after a cue that was shown and after one that the hold-out held back.',
    '比较显示提示后与对照组未显示提示时，客户多快平静下来。',
  ],
  ['whose calls', '谁的通话'],
  ['Prepares speech corpora for training and evaluation.', '为训练和评测准备语音库。'],
  [
    'Turns an unpacked speech corpus into clips.tsv, speakers.tsv and one FLAC file a person.',
    '把解压后的语音库变成 clips.tsv、speakers.tsv 和每人一个 FLAC 文件。',
  ],
  ['crema-d, emodb, or a mapping file (YAML)', 'crema-d、emodb，或一个映射文件（YAML）'],
  ['the unpacked download', '解压后的下载内容'],
  ['where to put the speech', '语音放到哪里'],
  [
    'Writes the features of a speech corpus, as the live extractors compute them, to train a model on.',
    '写出语音库的特征，与实时计算的完全相同，用于训练模型。',
  ],
  [
    'array of descriptors (.npy); .tsv, .json and .functionals.npy are written beside it',
    '描述量的数组（.npy）；旁边还会写出 .tsv、.json 和 .functionals.npy',
  ],
  ['train, tune, test or all', 'train、tune、test 或 all'],
  [
    'other telephones, rooms, noises and codecs, drawn from this seed',
    '用此种子抽取其他电话、房间、噪声和编码',
  ],
  ['FLAC recordings of rooms and streets for --augment', '供 --augment 使用的房间和街道的 FLAC 录音'],
  [
    'Prints the licences of the packages that Evenkeel is shipped with, and how to replace the one that is under the LGPL.',
    '输出 Evenkeel 随附软件包的许可证，以及如何替换其中采用 LGPL 的那一个。',
  ],
  [
    'Prints a script that teaches a shell to complete commands and options.',
    '输出一个脚本，让 shell 能补全命令和选项。',
  ],
  ['the shell', 'shell 的名称'],
];
