/** The same for the commands that keep and measure. */
export const HELP_AFTER_STUDY: readonly (readonly [command: string, text: string])[] = [
  [
    'people',
    `
示例：
  $ evenkeel people import --tenant acme --people people.csv --dry-run
  $ evenkeel people import --help   文件有哪些列`,
  ],
  [
    'calibrate',
    `
示例：
  $ evenkeel calibrate model calls/LABELS.tsv   模型给出的概率在您的通话上意味着什么
  $ evenkeel calibrate cues calls/LABELS.tsv    从何时起判断客户紧张

两者都需要由两个人标注过的通话：evenkeel label --help。只有在留出的通话判断得比以前更好时，才会改变原有的值。`,
  ],
  [
    'corpus',
    `
示例：
  $ evenkeel corpus import emodb EmoDB
  $ evenkeel corpus import --help   已知的布局，以及如何描述其他布局`,
  ],
  [
    'features',
    `
示例：
  $ evenkeel features --data speech --out features.npy
  $ evenkeel features --data speech --part train --out heard.npy --augment 7   经过其他电话和房间
  $ evenkeel features --data speech --part train --out loud.npy --augment 7 --noise rooms

npm run train 会自己做这件事。这种布局的文件夹来自：evenkeel corpus import。`,
  ],
  [
    'people import',
    `
人员文件是 CSV，列为
  agent_id,team_id,team_name,time_zone,from,to
  ana,billing,Billing,Europe/Berlin,2026-01-05,
每行是一位坐席在一个团队中；在两个团队的坐席有两行。“to”为空 = 仍在团队中。

班次文件是 CSV，列为
  team_id,shift_id,name,weekdays,start,end
  billing,early,Early,12345,06:00,14:00
时间是团队当地时间；结束时间不晚于开始时间的，表示在第二天。星期：1 = 星期一。

文件中没有的人不会改变。已经发布的周不会改变。
`,
  ],
  ['migrate', '\n示例：\n  $ evenkeel migrate\n  $ evenkeel migrate --to one-down --json\n'],
  ['purge', '\n示例：\n  $ evenkeel purge --dry-run\n  $ evenkeel purge --json\n'],
  [
    'privacy-report',
    `
示例：
  $ evenkeel privacy-report --config evenkeel.yaml
  $ evenkeel privacy-report --config evenkeel.yaml --language zh-CN --out privacy.md
  $ evenkeel privacy-report --url https://coach.example.com --token "$TOKEN" --json

用于实例的令牌：evenkeel token --role reader --tenant acme --subject auditor
`,
  ],
  [
    'audit',
    `
示例：
  $ evenkeel audit --tenant acme
  $ evenkeel audit --tenant acme --subject agent:ada --json

退出状态：0 = 记录链完整，1 = 有条目被改动或缺失，包括首尾两端。
会输出最后一条的编号和哈希：另存一份，就能证明记录没有被重写。
记录中的名字只有摘要：--subject 可以找到对一个您知道的名字做过什么。
`,
  ],
  [
    'evaluate',
    `
所有数字都针对经过电话编码的语音：-23 dBFS、300-3400 Hz、G.711 µ 律。基线取自每位说话人最先的四个中性片段（没有
则取最先的四个任意片段，再没有则无），这些片段不计分。片段的得分是其各窗口的平均值。通话只在第一个网络有疑问时
才询问第二个（--second-opinion auto）。各列：生气与其余、焦虑与其余、生气与中性的 AUC；三类的未加权平均召回率；
期望校准误差（10 个等量分组）；Brier 分数。
`,
  ],
  [
    'evaluate-cues',
    `
先评测自然的谈话，因为坐席整天听到的就是它：把通话的每一方都当作客户播放，其中每一段紧张都是误报。活跃的谈话由一个
人平静、高兴、惊讶和悲伤的片段、碎片、音量台阶和声音组成。一卷是 25 秒平静的语音，之后是同一种声音五十个。sounds.tsv
的列为 file、kind、source、licence 和 recorded（yes 或 no）；合成的另行报告。

起始：20 秒中性，之后是同一说话人 15 秒的情绪（各有至少 8 秒不同的片段，重复填满），经过电话编码。发出 = 在情绪的
第一个采样之后 10 秒内，按随附的策略给出关于客户情绪的提示；没有给出则视为无限延迟。误报：在平静或高兴的语音中给出
关于客户情绪的提示，不计预算、间隔、拒绝后的安静和对照组；按客户语音的小时计。平静通话：一位说话人的全部中性片段，
重复到 60 秒；没有说话人的片段自成一通。
`,
  ],
  [
    'label',
    `
每次播放客户声道的三秒，先播放模型最没把握的，并询问声音听起来怎样。两个人先后标注；页面会显示他们有多一致。两人
一致的窗口会写出来供 calibrate 使用。单声道录音可能含有双方的声音，因此会被拒绝。只能使用征得同意的录音；页面只提供
给本机，答案保存在表的旁边。
请把表放在录音旁边，因为表从那里指向录音：label calls/ --out calls/LABELS.tsv。
`,
  ],
  [
    'calibrate model',
    `
一通电话是表旁边的一个音频文件（WAV 或 FLAC；只有客户，或两个声道中的第一个）。标签：angry、anxious、fearful、
neutral、calm、happy、sad、other 等。需要生气、焦虑和两者都不是的各 20 段，来自 5 通以上的通话；网络的权重不变。
只有在留出的通话判断得比以前更好时，才采用新的拟合。
`,
  ],
  [
    'calibrate cues',
    `
一通电话是表旁边的一个音频文件（WAV 或 FLAC；只有客户，或两个声道中的第一个）。标为 angry、anxious 或 fearful 的
段落应在 10 秒内引起提示，其他的都不应该。需要来自 5 通电话的 10 段紧张和 5 分钟平静。输出拟合前、拟合后，以及留出
的通话会看到什么。
`,
  ],
  [
    'effect',
    `
需要一次试验：设置 coaching.holdOut.share（例如 0.2）和 coaching.holdOut.secret，然后让通话进来。对每段紧张，第一条
可用的提示按种子抽签决定显示或不显示；比较从那时到平静的时间，最多计两分钟。95% 区间按整通电话重新抽样得出。
`,
  ],
  [
    'corpus import',
    `
布局：crema-d（Open Database License）、emodb（CC0），或一个 YAML 映射文件，用于在路径中写有情绪和说话人的文件夹，
例如 ESD：
  corpus: esd
  language: zh
  pattern: '(?<speaker>\\d{4})/(?<emotion>\\w+)/(?<clip>[\\w]+)\\.wav$'
  emotions: { Angry: angry, Happy: happy, Neutral: neutral, Sad: sad, Surprise: surprise }
多个语音库可以先后放入同一个文件夹。人员会分成 train、tune 和 test。
`,
  ],
  ['licences', '\n示例：\n  $ evenkeel licences | less\n  $ evenkeel licences > notices.txt\n'],
  [
    'completion',
    `
示例：
  $ evenkeel completion bash > ~/.local/share/bash-completion/completions/evenkeel
  $ evenkeel completion zsh > ~/.zfunc/_evenkeel
  $ evenkeel completion fish > ~/.config/fish/completions/evenkeel.fish
`,
  ],
];
