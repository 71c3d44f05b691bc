/** What `evenkeel doctor` finds, in English and in Chinese; holes as in `COMMAND_PHRASES`. */
export const DOCTOR_PHRASES: readonly (readonly [english: string, chinese: string])[] = [
  ['Evenkeel answers and is running.', 'Evenkeel 有响应，正在运行。'],
  [
    'Something answers /healthz with HTTP {status}, but not as Evenkeel does: a proxy that passes on only some paths?',
    '有程序以 HTTP {status} 应答 /healthz，但不是 Evenkeel：是只转发部分路径的代理吗？',
  ],
  ['No answer within 10 s.', '10 秒内没有响应。'],
  ['The clocks agree.', '时钟一致。'],
  [
    "The instance's clock is {seconds} s ahead of this machine's: signed platforms are refused while it is wrong. Set it by NTP.",
    '实例的时钟比本机快 {seconds} 秒：时钟不准时，需签名的平台会被拒绝。请用 NTP 校时。',
  ],
  [
    "The instance's clock is {seconds} s behind this machine's: signed platforms are refused while it is wrong. Set it by NTP.",
    '实例的时钟比本机慢 {seconds} 秒：时钟不准时，需签名的平台会被拒绝。请用 NTP 校时。',
  ],
  [
    'The agent’s desktop was refused: do the server and this command read one secret?',
    '坐席的工作台被拒绝：服务器和这条命令读取的是同一个密钥吗？',
  ],
  ['Nobody could be put on the call: {_why}', '没能把坐席关联到通话：{_why}'],
  ['no answer within {seconds} s', '{seconds} 秒内没有响应'],
  ['{agent} is on the call, and the desktop is connected.', '{agent} 已在通话中，工作台已连接。'],
  ['The first cue: {cue}', '第一条提示：{cue}'],
  [
    'The demo call was played to its end, and no cue came. Without notice none does (see above); a machine that is too slow pauses coaching: evenkeel top.',
    '演示通话已放完，没有出现提示。没有告知就不会有提示（见上）；机器太慢时会暂停提示：用 evenkeel top 查看。',
  ],
  ['The call did not end as the protocol says.', '通话没有按协议结束。'],
  [
    'How the audio arrives was not checked. Give --api-token (role binder) to check it.',
    '没有检查音频如何到达。要检查，请给出 --api-token（角色 binder）。',
  ],
  ['The connection opened, but the instance never let the call begin.', '连接已打开，但实例没有让通话开始。'],
  [
    "The connection ended with close code {code}: a proxy's time limit, or a restart?",
    '连接以关闭代码 {code} 结束：是代理的时限，还是重启？',
  ],
  [
    'HTTP {status}: the upgrade did not arrive whole. A proxy must pass on Upgrade, Connection and Sec-WebSocket-Protocol.',
    'HTTP {status}：升级请求没有完整到达。代理必须转发 Upgrade、Connection 和 Sec-WebSocket-Protocol。',
  ],
  [
    'HTTP 401: the credentials were refused. Compare token, secret, public host name and path; a signature covers all of them. Then compare the clocks.',
    'HTTP 401：凭证被拒绝。请核对令牌、密钥、公网主机名和路径，签名涵盖所有这些；再核对时钟。',
  ],
  [
    "HTTP 403: known, but not allowed here: the token's role must be source, or the user and password differ.",
    'HTTP 403：身份已知，但这里不允许：令牌的角色必须是 source，或用户名和密码不符。',
  ],
  [
    'HTTP 404: no connector has the path {path}. Compare it with `connectors` in the configuration.',
    'HTTP 404：没有连接器使用路径 {path}。请与配置中的 `connectors` 核对。',
  ],
  [
    'HTTP {status}: a proxy answers, but does not reach the instance behind it.',
    'HTTP {status}：代理有响应，但连不上它后面的实例。',
  ],
  ['HTTP 503: the instance is full or shutting down.', 'HTTP 503：实例已满或即将停止。'],
  [
    'HTTP {status} instead of a WebSocket: something other than Evenkeel may answer here.',
    '收到 HTTP {status} 而不是 WebSocket：这里应答的可能不是 Evenkeel。',
  ],
  ['Accepted: audio could begin {ms} ms after dialling.', '已接受：拨出后 {ms} 毫秒即可开始传送音频。'],
  [
    "The instance has no open stream of call {call} on platform {platform}: compare tenant and the connector's platform setting (--platform).",
    '实例没有平台 {platform} 上通话 {call} 的音频流：请核对租户和连接器的 platform 设置（--platform）。',
  ],
  ['The instance does not tell how it hears the call: {_why}', '实例没有说明它如何收听通话：{_why}'],
  ['The instance could not be asked how it hears the call: {why}', '无法询问实例如何收听通话：{why}'],
  [
    'No audio arrives, although the stream is open: does the platform fork the audio of this call?',
    '音频流已打开，但没有音频：平台是否复制了此通话的音频？',
  ],
  ['No audio arrives for the {_role}.', '收不到{_role}的音频。'],
  [
    'The {_role} channel is silent: is that party tapped, and is the channel count right?',
    '{_role}的声道无声：是否接入了这一方，声道数对吗？',
  ],
  [
    'The {_role} channel is read by the wrong companding law: µ-law and A-law are confused. Set the same codec on both sides.',
    '{_role}的声道用错了压扩律：混淆了 µ 律和 A 律。请在两端设置同一编码。',
  ],
  [
    'The {_role} channel has its bytes in the wrong order: 16-bit samples must be little-endian.',
    '{_role}的声道字节序不对：16 位样本必须是小端序。',
  ],
  [
    'The {_role} channel does not sound like speech as it is decoded: compare codec and channel count on both sides.',
    '{_role}的声道解码后不像语音：请核对两端的编码和声道数。',
  ],
  ['The {_role} is heard.', '能听到{_role}。'],
  [
    'The {_role} is heard, faintly: a louder line is judged better.',
    '能听到{_role}，但很轻：声音大一些判断更准。',
  ],
  [
    "The platform's time of the {_role} is {seconds} s ahead: the audio is placed where it arrives.",
    '平台给出的{_role}时间快 {seconds} 秒：音频按到达时刻放置。',
  ],
  [
    "The platform's time of the {_role} is {seconds} s behind: the audio is placed where it arrives.",
    '平台给出的{_role}时间慢 {seconds} 秒：音频按到达时刻放置。',
  ],
  [
    '{audio} s of audio came in {time} s: sample rate or channel count differ.',
    '{time} 秒内来了 {audio} 秒的音频：采样率或声道数不一致。',
  ],
  [
    'Caller and agent are swapped: reverse the track or channel roles of the connector.',
    '客户与坐席颠倒了：请对调连接器的音轨或声道角色。',
  ],
  ['Caller and agent are where they belong.', '客户与坐席各在其位。'],
  [
    'Both parties come in one channel: no emotion of the caller is claimed from it.',
    '双方在同一声道：不据此判断客户的情绪。',
  ],
  ['Notice to the caller is asserted.', '已声明告知了客户。'],
  [
    'Nobody asserts that the caller was given notice: only call facts are computed. See `notice` of the connector.',
    '没有人声明已告知客户：只计算通话事实。见连接器的 `notice`。',
  ],
  [
    'The host name is not known: check its spelling and the DNS entry.',
    '主机名未知：请检查拼写和 DNS 记录。',
  ],
  [
    'The name server does not answer: check the network of this machine.',
    '域名服务器没有响应：请检查本机网络。',
  ],
  [
    'Nothing listens at this address and port: is the instance running, and is the port right?',
    '此地址和端口没有程序在监听：实例在运行吗，端口对吗？',
  ],
  [
    'The connection was broken off: a firewall, or plain WebSocket spoken to a TLS port (use wss://).',
    '连接被中断：可能是防火墙，或对 TLS 端口使用了未加密的 WebSocket（请用 wss://）。',
  ],
  ['No answer: a firewall drops the connection.', '没有响应：防火墙丢弃了连接。'],
  ['The TLS certificate has expired: renew it.', 'TLS 证书已过期：请更新。'],
  [
    'The TLS certificate is self-signed: cloud platforms refuse it, use a public authority.',
    'TLS 证书是自签的：云平台会拒绝，请使用公共机构签发的证书。',
  ],
  [
    'The TLS certificate comes from a private authority: cloud platforms refuse it.',
    'TLS 证书由私有机构签发：云平台会拒绝。',
  ],
  [
    'The TLS server leaves out its intermediate certificate: serve the whole chain.',
    'TLS 服务器没有提供中间证书：请提供完整证书链。',
  ],
  ['The TLS certificate is for another host name.', 'TLS 证书属于另一个主机名。'],
  [
    'The port does not speak TLS: use ws://, or put TLS in front.',
    '此端口不使用 TLS：请用 ws://，或在前面加上 TLS。',
  ],
  ['TLS could not be agreed: the port may not speak TLS.', 'TLS 协商失败：此端口可能不使用 TLS。'],
  [
    'The port does not speak HTTP: use wss:// if it speaks TLS, or check the port.',
    '此端口不使用 HTTP：若使用 TLS 请用 wss://，否则请检查端口。',
  ],
  ['The connection failed: {_why}', '连接失败：{_why}'],
  ['Error: bad port', '不能使用此端口'],
  // What was looked at, and who
  ['address', '地址'],
  ['clock', '时钟'],
  ['handshake', '握手'],
  ['protocol', '协议'],
  ['line', '线路'],
  ['audio', '音频'],
  ['rate', '速率'],
  ['roles', '角色'],
  ['notice', '告知'],
  ['customer', '客户'],
  ['agent', '坐席'],
  ['mixed', '混合'],
  // What a simulated telephone counts
  ['started', '已开始'],
  ['warnings', '警告'],
  ['errors', '错误'],
  ['pongs', '心跳应答'],
  ['maxRttMs', '最长往返毫秒'],
  ['pauses', '暂停'],
  ['disconnects', '断开'],
  ['violations', '违规'],
  ['uninvitedTexts', '不应有的消息'],
  // Heads of the table of `simulate`
  ['call', '通话'],
  ['path', '路径'],
  ['handshake ms', '握手毫秒'],
  ['ready ms', '就绪毫秒'],
  ['messages', '消息数'],
  ['KiB', '千字节'],
  ['pings', '心跳'],
  ['close', '关闭'],
  ['said', '对端所说'],
];
