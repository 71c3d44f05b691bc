import type { Localised } from '../language.js';

/** The lead's page. `{…}` are put in. */
export type ExposureTexts = {
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly from: string;
  readonly to: string;
  readonly month: string;
  readonly anyMonth: string;
  readonly teams: string;
  readonly allTeams: string;
  readonly someTeams: string;
  readonly print: string;
  readonly exportCsv: string;
  readonly csv: string;
  readonly png: string;
  readonly table: string;
  readonly measure: string;
  readonly formula: string;
  readonly caveat: string;
  readonly week: string;
  readonly team: string;
  readonly value: string;
  readonly range: string;
  readonly about: string;
  readonly loading: string;
  readonly needsToken: string;
  readonly notForYou: string;
  readonly signInOver: string;
  readonly revoked: string;
  readonly linkUsed: string;
  readonly signIn: string;
  readonly failed: string;
  readonly unreachable: string;
  readonly tryAgain: string;
  readonly nothingYet: string;
  readonly keyFigures: string;
  readonly heatMap: string;
  readonly heatMapLine: string;
  readonly hour: string;
  readonly agentsAtLeast: string;
  readonly less: string;
  readonly more: string;
  readonly trend: string;
  readonly trendLine: string;
  readonly comparison: string;
  readonly comparisonLine: string;
  readonly weeksShown: string;
  readonly recovery: string;
  readonly recoveryLine: string;
  readonly quality: string;
  readonly qualityLine: string;
  readonly notHeard: string;
  readonly withoutNotice: string;
  readonly unbound: string;
  readonly coverage: string;
  readonly privacy: string;
  readonly bands: Readonly<Record<'under-1' | '1-to-5' | '5-to-20' | '20-to-50' | 'over-50', string>>;
  readonly perMinutes: string;
  readonly perHours: string;
  readonly between: string;
  readonly choose: string;
  readonly drives: string;
  readonly weekOf: string;
  readonly changes: string;
  readonly changesLine: string;
  readonly now: string;
  readonly before: string;
  readonly noBefore: string;
  readonly perSeconds: string;
  readonly wholeWeeks: string;
  readonly show: string;
  readonly hide: string;
};

export const exposureTexts: Localised<ExposureTexts> = {
  en: {
    title: 'Exposure and recovery',
    intro:
      'When calls are hard, and whether there is time to recover. Only the callers’ side is counted. No names, no ranks.',
    language: 'Language',
    from: 'From',
    to: 'To',
    month: 'Month',
    anyMonth: 'Choose a month',
    teams: 'Teams',
    allTeams: 'All teams',
    someTeams: '{count} of {all} teams',
    print: 'Print this report',
    exportCsv: 'Export all as CSV',
    csv: 'CSV',
    png: 'PNG',
    table: 'Show as a table',
    measure: 'Measure',
    formula: 'Formula',
    caveat: 'Keep in mind',
    week: 'Week',
    team: 'Team',
    value: 'Value',
    range: '95\u00a0% range',
    about: 'About {name}',
    loading: 'Loading published weeks …',
    needsToken: 'This page needs the sign-in of a wellbeing lead. Ask your telephony team for your link.',
    notForYou:
      'This page is for wellbeing leads, and you are signed in as someone else. Your own calls are under “My calls” in your panel.',
    signInOver: 'Your sign-in has expired. Sign in again, or ask your telephony team for a new link.',
    revoked: 'Your sign-in was ended by whoever manages access. Sign in again, or ask them.',
    linkUsed: 'A link works once, within ten minutes. Ask your telephony team for a new one.',
    signIn: 'Sign in',
    failed:
      'The weeks could not be loaded. Try again. If it happens again, tell your telephony team: {code}.',
    unreachable: 'The server cannot be reached. Check your connection, then try again.',
    tryAgain: 'Try again',
    nothingYet:
      'Nothing is published for these weeks yet. A week appears a day after it ends, once a team has at least {k} people on calls and four weeks of calls. Until then, ask your telephony team to check that people and shifts are imported (evenkeel people import) and that calls arrive (evenkeel doctor).',
    keyFigures: 'At a glance',
    heatMap: 'When callers are tense',
    heatMapLine:
      'The stronger the colour of an hour, the more of the callers’ speech is tense. Hours are local to each team; where few people work, neighbouring hours share one value.',
    hour: 'Hour',
    agentsAtLeast: 'people',
    less: 'less',
    more: 'more',
    trend: 'Week by week',
    trendLine:
      'The band is the 95\u00a0% range: how much teams and hours differ within the week. The line breaks where too few people worked to publish a number.',
    comparison: 'Teams side by side',
    comparisonLine:
      'In order of name, on one scale. Teams take different calls: a difference is worth a question. It is not a grade.',
    weeksShown: 'Weeks shown',
    recovery: 'Recovery',
    recoveryLine:
      'Do callers calm down, and is there time for a pause afterwards? A line breaks where too few people worked to publish a number.',
    quality: 'How much was heard',
    qualityLine: 'Shares of all calls in the organisation, in bands.',
    notHeard: 'Caller’s voice not heard',
    withoutNotice: 'Without notice or with an objection',
    unbound: 'Agent not known',
    coverage:
      'Of the numbers for each team and week, {shown} are shown, {suppressed} are hidden for too few people, and {pending} are not published yet.',
    privacy:
      'Every number comes from at least {k} people, and the counts behind it are rounded to {step}. A published week never changes, whatever is deleted later.',
    bands: {
      'under-1': 'under 1\u00a0%',
      '1-to-5': '1 to 5\u00a0%',
      '5-to-20': '5 to 20\u00a0%',
      '20-to-50': '20 to 50\u00a0%',
      'over-50': 'over 50\u00a0%',
    },
    perMinutes: '{value} min',
    perHours: '{value} hours',
    between: 'between {low} and {high}',
    choose: 'Period and teams',
    drives: 'The next two charts show:',
    weekOf: 'week of {date}',
    changes: 'Against the weeks before',
    changesLine: '{now}, compared with {before}. Published weeks only.',
    now: 'These weeks',
    before: 'Weeks before',
    noBefore: 'No weeks are published before these, so there is nothing to compare with.',
    perSeconds: '{value} s',
    wholeWeeks: '{month}, whole weeks',
    show: 'Show',
    hide: 'Hide',
  },
  'zh-CN': {
    title: '负荷与恢复',
    intro: '什么时候通话棘手，之后有没有时间恢复。只统计客户一侧，不涉及个人，不做排名。',
    language: '语言',
    from: '自',
    to: '至',
    month: '月份',
    anyMonth: '选择月份',
    teams: '团队',
    allTeams: '全部团队',
    someTeams: '{all} 个团队中的 {count} 个',
    print: '打印本报告',
    exportCsv: '全部导出为 CSV',
    csv: 'CSV',
    png: 'PNG',
    table: '以表格显示',
    measure: '指标',
    formula: '公式',
    caveat: '注意',
    week: '周',
    team: '团队',
    value: '数值',
    range: '95% 区间',
    about: '关于{name}',
    loading: '正在载入已发布的数据……',
    needsToken: '本页需要关怀负责人的登录。请向电话系统团队索取您的链接。',
    notForYou: '本页供关怀负责人使用，您的登录不是关怀负责人。您自己的通话在面板的“我的通话”里。',
    signInOver: '登录已过期。请重新登录，或向电话系统团队索取新链接。',
    revoked: '权限管理员结束了您的登录。请重新登录，或与其联系。',
    linkUsed: '链接只能登录一次，十分钟内有效。请向电话系统团队索取新链接。',
    signIn: '登录',
    failed: '无法载入数据。请重试；若仍不行，请把这个代码告诉电话系统团队：{code}。',
    unreachable: '连不上服务器。请检查网络后重试。',
    tryAgain: '重试',
    nothingYet:
      '这段时间的数据尚未发布。团队至少有 {k} 人接听、并积累四周通话之后，每周结束一天后即会显示。在此之前，请让电话系统团队确认人员和班次已导入（evenkeel people import）、通话正常接入（evenkeel doctor）。',
    keyFigures: '概览',
    heatMap: '客户何时语气紧张',
    heatMapLine: '颜色越浓，客户语气紧张的时间越多。按各团队当地时间；人少的时段与相邻小时共用一个数值。',
    hour: '小时',
    agentsAtLeast: '人数',
    less: '少',
    more: '多',
    trend: '逐周变化',
    trendLine: '色带为 95% 区间：反映一周内各团队、各时段的差异。线条中断处人数不足，不显示。',
    comparison: '团队并列',
    comparisonLine: '按名称排列，同一刻度。各团队接到的通话不同：差异值得探究，并非评分。',
    weeksShown: '显示的周数',
    recovery: '恢复',
    recoveryLine: '客户是否平静下来，之后有没有时间停一停？线条中断处人数不足，不显示。',
    quality: '听到了多少',
    qualityLine: '占整个组织全部通话的比例，以区间表示。',
    notHeard: '未能听到客户',
    withoutNotice: '未告知或客户不同意',
    unbound: '坐席未知',
    coverage: '每个团队每周一个数：显示 {shown} 个，因人数过少隐藏 {suppressed} 个，尚未发布 {pending} 个。',
    privacy: '每个数字至少来自 {k} 人，所用的计数取整到 {step}。已发布的周不再改变，无论之后删除了什么。',
    bands: {
      'under-1': '低于 1%',
      '1-to-5': '1 至 5%',
      '5-to-20': '5 至 20%',
      '20-to-50': '20 至 50%',
      'over-50': '超过 50%',
    },
    perMinutes: '{value} 分钟',
    perHours: '{value} 小时',
    between: '{low} 到 {high}',
    choose: '时间和团队',
    drives: '下面两张图显示：',
    weekOf: '{date}起的一周',
    changes: '与之前相比',
    changesLine: '{now}，与{before}相比。只用已发布的周。',
    now: '这段时间',
    before: '之前',
    noBefore: '此前没有已发布的周，无法比较。',
    perSeconds: '{value} 秒',
    wholeWeeks: '{month}，按整周计',
    show: '展开',
    hide: '收起',
  },
};
