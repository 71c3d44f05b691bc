import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';

type Locale = LocaleSpecificConfig<DefaultTheme.Config> & { readonly label: string; readonly link: string };

const page = (text: string, link: string) => ({ text, link: `/docs/${link}` });
const group = (text: string, ...items: DefaultTheme.SidebarItem[]): DefaultTheme.SidebarItem => ({
  text,
  collapsed: false,
  items,
});

const SIDEBAR: DefaultTheme.SidebarItem[] = [
  group('Start', { text: 'What it is', link: '/' }, page('You are …', '')),
  group(
    'Tutorials',
    page('Your first call', 'tutorials/first-call'),
    page('Your first report', 'tutorials/first-report'),
    page('The lead’s first weeks', 'tutorials/leads-first-week'),
    page('Retrain and calibrate', 'tutorials/retrain-and-calibrate'),
    page('Embed the panel', 'tutorials/embed-the-panel'),
  ),
  group(
    'How to',
    page('Connect your platform', 'platforms/'),
    page('Say who is on the call', 'binding'),
    page('Find what is wrong: doctor', 'doctor'),
    page('Install and operate', 'deploy'),
    page('Sign-in', 'sign-in'),
    page('Analyse recordings', 'analysis'),
    page('A model for production', 'model-for-production'),
    page('Papers to file', 'compliance/'),
    page('Troubleshooting', 'troubleshooting'),
  ),
  group(
    'Reference',
    page('Commands', 'commands'),
    page('Settings', 'configuration'),
    page('Metrics', 'metrics'),
    page('HTTP interface', 'http-api'),
    page('Cue feed', 'cue-feed'),
    page('Native audio protocol', 'protocol-native'),
    page('Rights', 'rights'),
    page('Examples', 'examples/'),
    page('Glossary', 'glossary'),
  ),
  group(
    'Explanation',
    page('For agents: what you see', 'panel'),
    page('Coaching', 'coaching'),
    page('Acoustics', 'acoustics'),
    page('Exposure, for leads', 'exposure'),
    page('Laboratory notes', 'lab/'),
  ),
];

export const ENGLISH: Locale = {
  label: 'English',
  lang: 'en',
  link: '/',
  themeConfig: {
    nav: [page('You are …', ''), page('Tutorials', 'tutorials/'), page('Reference', 'configuration')],
    sidebar: SIDEBAR,
  },
};

export const SIMPLIFIED_CHINESE: Locale & {
  readonly search: DefaultTheme.LocalSearchOptions['translations'];
} = {
  label: '简体中文',
  lang: 'zh-CN',
  link: '/docs/zh-CN/',
  themeConfig: {
    nav: [page('开始', 'zh-CN/')],
    sidebar: [
      group(
        '文档',
        page('开始', 'zh-CN/'),
        page('坐席：您会看到什么', 'zh-CN/panel'),
        page('关怀负责人：负荷页面', 'zh-CN/exposure'),
      ),
    ],
    outline: { label: '本页' },
    docFooter: { prev: '上一页', next: '下一页' },
    darkModeSwitchLabel: '外观',
    langMenuLabel: '语言',
    returnToTopLabel: '回到顶部',
    sidebarMenuLabel: '目录',
  },
  search: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      noResultsText: '没有找到',
      resetButtonTitle: '清除',
      footer: { selectText: '打开', navigateText: '移动', closeText: '关闭' },
    },
  },
};
