/** What the commands that set up and keep say, and what is wrong with files; holes as in `COMMAND_PHRASES`. */
export const KEEP_PHRASES: readonly (readonly [english: string, chinese: string])[] = [
  // people
  ['--tenant is not a name.', '--tenant 不是有效的名称。'],
  [
    'Imported: {agents} agents in {teams} teams ({joined} joined, {left} left), {shifts} shifts.',
    '已导入：{teams} 个团队的 {agents} 位坐席（{joined} 人加入，{left} 人离开），{shifts} 个班次。',
  ],
  [
    'Would import: {agents} agents in {teams} teams ({joined} joined, {left} left), {shifts} shifts.',
    '将会导入：{teams} 个团队的 {agents} 位坐席（{joined} 人加入，{left} 人离开），{shifts} 个班次。',
  ],
  ['Line {line}, column {column}: {_why}.', '第 {line} 行，{column} 列：{_why}。'],
  ['it is not an IANA time zone such as Europe/Berlin', '不是 IANA 时区，例如 Europe/Berlin'],
  ['write a day as 2026-03-31, or nothing', '日期请写成 2026-03-31，或留空'],
  ['it is not after from', '不晚于 from'],
  ['* stands for every team', '* 表示所有团队'],
  ['write a time as 08:30', '时间请写成 08:30'],
  ['write the days as 12345, 1 = Monday', '星期请写成 12345，1 = 星期一'],
  [
    'it has control characters, was read in the wrong encoding, or is over 256 characters long',
    '含有控制字符、编码读错，或超过 256 个字符',
  ],
  ['It is longer than {count} characters.', '超过 {count} 个字符。'],
  ['Its first line is longer than {count} bytes.', '第一行超过 {count} 字节。'],
  ['It has more than {count} lines.', '超过 {count} 行。'],
  ['The first line must name {columns}.', '第一行必须列出 {columns}。'],
  [
    'Invalid Record Length: columns length is {columns}, got {cells} on line {line}',
    '第 {line} 行有 {cells} 格，应为 {columns} 格。',
  ],
  [
    'Invalid Opening Quote: a quote is found on field {column} at line {line}, value is {value}',
    '第 {line} 行的 {column} 中间有引号。',
  ],
  [
    'Quote Not Closed: the parsing is finished with an opening quote at line {line}',
    '第 {line} 行的引号没有闭合。',
  ],
  [
    'Max Record Size: record exceed the maximum number of tolerated bytes of {count} at line {line}',
    '第 {line} 行超过 {count} 字节。',
  ],
  ['it is not proper {encoding}', '不是有效的 {encoding}'],
  [
    'it is not UTF-8; {_seems}: save it as UTF-8 ("CSV UTF-8" in a spreadsheet)',
    '不是 UTF-8，{_seems}：请存为 UTF-8（电子表格中选“CSV UTF-8”）',
  ],
  [
    '{file}: it is not UTF-8; {_seems}: save it as UTF-8 ("CSV UTF-8" in a spreadsheet).',
    '{file}：不是 UTF-8，{_seems}：请存为 UTF-8（电子表格中选“CSV UTF-8”）。',
  ],
  ['it seems to be Windows-1252 or another old encoding', '像是 Windows-1252 或其他旧编码'],
  ['its encoding is unknown', '编码未知'],
  // purge and migrate
  ['Would be deleted (dry run, nothing was changed):', '将会删除（试运行，没有改变任何内容）：'],
  ['Gone:', '已删除：'],
  ['{name} {days} days  before {day}  {counts}', '{name} {days} 天  早于 {day}  {counts}'],
  ['The schema is already there: nothing to do.', '数据库结构已经是这样，无需操作。'],
  ['up  {name}', '升级  {name}'],
  ['down  {name}', '退回  {name}'],
  // licences, serve, privacy-report
  ['A checkout holds no notices: make them with `{command}`.', '源码中没有许可声明：请用 `{command}` 生成。'],
  [
    "The panel's address is in {panel}; the softphone's is in {source}.",
    '面板的地址在 {panel}，软电话的地址在 {source}。',
  ],
  ['{file} holds no secret. Remove it, and a new one is made.', '{file} 中没有密钥。请删除它，会重新生成。'],
  ['{folder} has {count} MB left.', '{folder} 只剩 {count} MB。'],
  ['{folder} ({errno}; this process is uid {user}).', '{folder}（{errno}；此进程的用户编号为 {user}）。'],
  ['{file} was written {count} minutes in the future.', '{file} 的写入时间在未来 {count} 分钟。'],
  ['This one is {count} minutes ahead.', '本机快 {count} 分钟。'],
  ['This one is {count} minutes behind.', '本机慢 {count} 分钟。'],
  [
    '{name}={port} is the address of a service that an orchestrator added; it is ignored.',
    '{name}={port} 是编排系统添加的服务地址，已忽略。',
  ],
  // doctor and simulate
  [
    '--agent needs the configuration of the server: leave out --url.',
    '--agent 需要服务器的配置：请去掉 --url。',
  ],
  ['No connector of the configuration has a path to dial.', '配置中没有带路径、可以连接的连接器。'],
  ['No connector with a path is called {name}.', '没有名为 {name} 且带路径的连接器。'],
  ['no answer', '没有应答'],
  ['No telephone is called {name}.', '没有名为 {name} 的模拟电话。'],
  // init
  ['Nobody can be asked here. Give {options}, or --yes.', '这里无法提问。请给出 {options}，或 --yes。'],
  ['Allowed choices are {choices}.', '可选：{choices}。'],
  [
    'Give tab, genesys, flex, or the origin of a page, such as https://desktop.example.com.',
    '请给出 tab、genesys、flex，或页面的来源地址，例如 https://desktop.example.com。',
  ],
  [
    'Give link, or the issuer of your identity provider, such as https://login.example.com/realms/acme.',
    '请给出 link，或身份提供方的签发者地址，例如 https://login.example.com/realms/acme。',
  ],
  [
    'Give the address without a path, such as https://coach.example.com.',
    '请给出不带路径的地址，例如 https://coach.example.com。',
  ],
  ['Give one or both of {languages}.', '请从 {languages} 中给出一个或两个。'],
  ['Give letters, digits and hyphens, such as acme.', '请用字母、数字和连字符，例如 acme。'],
  // Configuration
  [
    'Nothing proves who connects: set {proofs}, or anonymous: true on a private network.',
    '无法确认连接者是谁：请设置 {proofs}；专用网络中可设 anonymous: true。',
  ],
  ['Two connectors have the {key} {value}.', '有两个连接器的 {key} 都是 {value}。'],
  [
    'HTTP cannot send it: names are of ASCII letters, digits and hyphens, values of Latin-1',
    'HTTP 无法发送：名称只能用 ASCII 字母、数字和连字符，值只能用 Latin-1',
  ],
  ['Map keys must be unique', '同一个键写了两次'],
  ['All mapping items must start at the same column', '同一层的各项缩进不一致'],
  ['All collection items must start at the same column', '同一层的各项缩进不一致'],
  ['Nested mappings are not allowed in compact mappings', '一行里不能再套一层'],
  ['Implicit keys need to be on a single line', '键必须写在一行内'],
  ['Implicit map keys need to be followed by map values', '键后面缺少值'],
  ['Missing closing "quote', '引号没有闭合'],
  ["Missing closing 'quote", '引号没有闭合'],
  ['Tabs are not allowed as indentation', '缩进不能用制表符'],
  // Recordings
  ['It is not an AIFF file.', '它不是 AIFF 文件。'],
  ['It has no COMM or no SSND chunk.', '缺少 COMM 或 SSND 块。'],
  ['Its sample rate is {rate}.', '采样率为 {rate}。'],
  ['Compression {name} with {bits} bits.', '压缩方式 {name}，{bits} 位。'],
  ['The fmt chunk is shorter than 16 bytes.', 'fmt 块不足 16 字节。'],
  ['It is not a RIFF/WAVE file.', '它不是 RIFF/WAVE 文件。'],
  ['The data chunk comes before the fmt chunk.', 'data 块在 fmt 块之前。'],
  [
    'It has more than one data chunk: save it again as one recording.',
    '有不止一个 data 块：请重新存为一段录音。',
  ],
  ['There is no fmt chunk.', '缺少 fmt 块。'],
  ['There is no data chunk.', '缺少 data 块。'],
  ['The file has {count} bytes.', '文件有 {count} 字节。'],
  [
    'Format {tag} with {bits} bits; it must be linear PCM, float, µ-law or A-law.',
    '格式 {tag}，{bits} 位；应为线性 PCM、浮点、µ 律或 A 律。',
  ],
  ['it found no audio', '没有找到音频'],
  ['Invalid data found when processing input', '其中没有可识别的数据'],
  ['standard input', '标准输入'],
  ['{file} is not JSON.', '{file} 不是 JSON。'],
  ['{file} is no event of a call.', '{file} 不是通话的事件。'],
  // Models
  ['{file} has version {one}, this build writes {other}.', '{file} 的版本为 {one}，此版本写出的是 {other}。'],
  ['{file} has {opset}, from {low} to {high} are supported.', '{file} 为 {opset}，支持 {low} 到 {high}。'],
  ['{file} has {one}, this build feeds {other}.', '{file} 为 {one}，此版本提供 {other}。'],
  ['{file} takes {inputs} and gives {outputs}.', '{file} 的输入为 {inputs}，输出为 {outputs}。'],
  ['missing or wrong: {names}.', '缺少或有误：{names}。'],
  ['not an object.', '不是对象。'],
];
