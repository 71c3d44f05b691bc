/** What commands say in English, and the same in Chinese. `{…}` are put in; one that is `{_…}` is itself a phrase. */
export const COMMAND_PHRASES: readonly (readonly [english: string, chinese: string])[] = [
  // Every command
  ['the output cannot be written ({why}).', '输出写不出去（{why}）。'],
  ['wrote {file}', '已写入 {file}'],
  ['Wrote {file}.', '已写入 {file}。'],
  // dev
  ['Making up keys and twelve weeks of a centre …', '正在生成密钥和一个中心十二周的虚构数据……'],
  [
    'NOT FOR PRODUCTION: keys and data are made up, live in this process and end with it. 127.0.0.1 only.',
    '不可用于生产：密钥是临时生成的，数据是虚构的，只存在于此进程，随它结束。仅限 127.0.0.1。',
  ],
  ['The agent’s page ({agent}):', '坐席页面（{agent}）：'],
  ['The lead’s page (sample data):', '关怀负责人页面（示例数据）：'],
  ['Try your own voice or a file:', '用您自己的声音或文件试一试：'],
  ['Play a stereo recording of yours to it, from another terminal:', '在另一个终端向它播放您的立体声录音：'],
  ['Waiting for calls. Press Ctrl+C to end.', '正在等待通话。按 Ctrl+C 结束。'],
  ['Playing the demo call at {speed}× …', '正在以 {speed} 倍速播放演示通话……'],
  [
    'The call is over. Press Enter to play it again, Ctrl+C to end.',
    '通话已结束。按回车键再播放一次，按 Ctrl+C 结束。',
  ],
  ['The call is over. Waiting for calls. Press Ctrl+C to end.', '通话已结束。正在等待通话。按 Ctrl+C 结束。'],
  ['The desktop in the terminal was refused.', '终端中的工作台被拒绝。'],
  // replay
  [
    'One channel holds both voices, so nothing is claimed of the caller’s emotion: only facts of the call. Record each side on a channel of its own, or name the caller’s recording with --customer.',
    '双方声音在同一声道，因此不判断客户的情绪，只有通话事实。请把双方录在各自的声道，或用 --customer 给出客户的录音。',
  ],
  [
    'The recording ends before its header says: what is there is replayed.',
    '录音在文件头所说的长度之前就结束了：只回放已有的部分。',
  ],
  [
    '{file}: The recording ends before its header says: what is there is replayed.',
    '{file}：录音在文件头所说的长度之前就结束了：只回放已有的部分。',
  ],
  [
    '{file}: One channel holds both voices, so nothing is claimed of the caller’s emotion: only facts of the call. Record each side on a channel of its own, or name the caller’s recording with --customer.',
    '{file}：双方声音在同一声道，因此不判断客户的情绪，只有通话事实。请把双方录在各自的声道，或用 --customer 给出客户的录音。',
  ],
  ['It needs ffmpeg.', '需要 ffmpeg。'],
  [
    'Parts of the recording could not be decoded: the rest is replayed.',
    '录音有些部分无法解码：只回放其余部分。',
  ],
  [
    '{file}: Parts of the recording could not be decoded: the rest is replayed.',
    '{file}：录音有些部分无法解码：只回放其余部分。',
  ],
  ['{file}: It is empty.', '{file}：文件是空的。'],
  ['{name}: {at} of {length}, {left} left', '{name}：{at}，共 {length}，还需 {left}'],
  [
    '{format} is one file for each recording: add --out FOLDER.',
    '{format} 每个录音一个文件：请加上 --out FOLDER。',
  ],
  ['--compare is for one recording, with --report FILE.', '--compare 用于单个录音，并需要 --report FILE。'],
  [
    'Name recordings or folders, or --customer and --agent, or --watch FOLDER.',
    '请给出录音或文件夹，或 --customer 和 --agent，或 --watch FOLDER。',
  ],
  ['{file} cannot be opened ({why}).', '{file} 打不开（{why}）。'],
  ['{path} is a folder: name the file.', '{path} 是文件夹：请给出文件。'],
  [
    'It has one channel: give --customer and --agent instead of --wav.',
    '它只有一个声道：请用 --customer 和 --agent 代替 --wav。',
  ],
  ['It has no channel.', '其中没有声道。'],
  ['It is too long.', '录音太长。'],
  ['{count} channels.', '{count} 个声道。'],
  ['Install it: {how}', '安装方法：{how}'],
  ['{file}: Install it: {how}', '{file}：安装方法：{how}'],
  // demo
  [
    '--lead shows a page: leave out --headless and --json.',
    '--lead 会打开页面：请去掉 --headless 和 --json。',
  ],
  // simulate
  [
    'No agent is named, so nobody is shown the cues of this call unless one is announced (docs/binding.md).',
    '没有指明坐席，除非另行登记（docs/binding.md），否则没有人会看到此通话的提示。',
  ],
  [
    'Name one with --agent-id ID; the connector must have "agent: { trusted: true }", as that of `evenkeel dev` has.',
    '请用 --agent-id ID 指明；连接器须设有 "agent: { trusted: true }"，如 `evenkeel dev` 那样。',
  ],
  [
    '{talking} talking, {finished} finished, {at} of {length} s',
    '{talking} 通进行中，{finished} 通已结束，{at} / {length} 秒',
  ],
  [
    '{talking} talking, {finished} finished ({failed} not as they should), {at} of {length} s',
    '{talking} 通进行中，{finished} 通已结束（其中 {failed} 通不正常），{at} / {length} 秒',
  ],
  ['… and {count} more lines (--json prints all)', '……另有 {count} 行（--json 全部输出）'],
  [
    'Audio did not keep to the clock, as is to be expected at --speed {speed}.',
    '音频与时钟不合：以 --speed {speed} 播放时理应如此。',
  ],
  ['seen by the protocol: {counts}', '协议所见：{counts}'],
  ['faults made: {counts}', '制造的故障：{counts}'],
  [
    '{completed} of {all} calls were answered and ended as they should',
    '{all} 通中有 {completed} 通正常接通并结束',
  ],
  ['--{option} {value}: it knows {known}.', '--{option} {value}：可用的有 {known}。'],
  // token
  ['The page, good once and for ten minutes: {page}', '页面（只能用一次，十分钟内有效）：{page}'],
  ['--open: the role {role} has no page.', '--open：角色 {role} 没有页面。'],
  // audit
  [
    'There is no entry: nothing has been done in this tenant yet, or its name is written otherwise.',
    '没有条目：此租户还没有任何操作，或其名称写法不同。',
  ],
  ['The chain holds: {count} entries checked.', '链条完整：已核对 {count} 条。'],
  [
    'The chain holds: {count} entries checked, up to {seq} ({hash}).',
    '链条完整：已核对 {count} 条，至第 {seq} 条（{hash}）。',
  ],
  [
    'The chain is broken at entry {seq}: it was changed or is missing, or is one too many.',
    '链条在第 {seq} 条断开：该条被改动、缺失，或是多出来的。',
  ],
  // privacy-report
  ['--url needs --token, of role reader or admin.', '--url 需要 --token，角色为 reader 或 admin。'],
  ['--url: {url} does not answer. Is it running?', '--url：{url} 没有响应。它在运行吗？'],
  ['--url: {url} is no Evenkeel of this version.', '--url：{url} 不是此版本的 Evenkeel。'],
  // What the parser of the command line says
  ["error: unknown option '{flag}'", '错误：没有选项 {flag}'],
  ["error: unknown command '{name}'", '错误：没有命令 {name}'],
  ["error: required option '{flags}' not specified", '错误：缺少必需的选项 {flags}'],
  ["error: missing required argument '{name}'", '错误：缺少必需的参数 {name}'],
  ["error: option '{flags}' argument missing", '错误：选项 {flags} 缺少值'],
  [
    "error: option '{flags}' argument '{value}' is invalid. Allowed choices are {choices}.",
    '错误：选项 {flags} 的值 {value} 无效。可选：{choices}。',
  ],
  [
    "error: option '{flags}' argument '{value}' is invalid. {_why}",
    '错误：选项 {flags} 的值 {value} 无效。{_why}',
  ],
  [
    "error: too many arguments for '{name}'. Expected {count} arguments but got {got}.",
    '错误：{name} 的参数太多：应为 {count} 个，实际 {got} 个。',
  ],
  [
    "error: too many arguments for '{name}'. Expected 1 argument but got {got}.",
    '错误：{name} 的参数太多：应为 1 个，实际 {got} 个。',
  ],
  [
    "error: command-argument value '{value}' is invalid for argument '{name}'. {_why}",
    '错误：参数 {name} 的值 {value} 无效。{_why}',
  ],
  ['(Did you mean {name}?)', '（您是想用 {name} 吗？）'],
  ['(Did you mean one of {names}?)', '（您是想用其中之一吗：{names}？）'],
  ['(add --help for what this command takes)', '（此命令的用法见 --help）'],
  ['Give a port from 0 to 65535; 0 takes any free one.', '请给出 0 到 65535 的端口；0 表示任一空闲端口。'],
  ['Give a number above 0, at most 50.', '请给出大于 0、不超过 50 的数。'],
  ['It must be a ws:// or wss:// address.', '必须是 ws:// 或 wss:// 地址。'],
  ['It must be a number above 0.', '必须是大于 0 的数。'],
  ['It must be a whole number above 0.', '必须是大于 0 的整数。'],
  ['Known faults: {names}.', '可用的故障：{names}。'],
  ['Give a number of hours, up to 8784 (one year).', '请给出小时数，最多 8784（一年）。'],
  ['Give an http:// or https:// address.', '请给出 http:// 或 https:// 地址。'],
  // health and top
  ['Give seconds from 0.2 to 3600.', '请给出 0.2 到 3600 之间的秒数。'],
  ['{url} does not answer: {_why}', '{url} 没有应答：{_why}'],
  ['database', '数据库'],
  ['redis', 'Redis'],
  ['no answer in {ms} ms', '{ms} 毫秒内没有应答'],
  ['connect ECONNREFUSED {address}', '连接被拒绝（{address}）'],
  ['Give --api-token.', '请给出 --api-token。'],
  ['Give en or zh.', '请给出 en 或 zh。'],
];
