import type { InitAnswers, Platform } from './init-answers.js';
import type { ConnectorRow, PlanContext, PlatformPlan } from './platform-plan.js';
import { asteriskPlan, freeswitchPlan, jambonzPlan } from './platforms/exchange-plans.js';
import { audiohookPlan, nativePlan, vonagePlan } from './platforms/other-plans.js';
import { STREAMING_PLANS } from './platforms/streaming-plans.js';

/** Every platform, in the order in which it is asked for. */
export const PLATFORM_PLANS: Readonly<Record<Platform, PlatformPlan>> = {
  native: nativePlan,
  audiohook: audiohookPlan,
  ...STREAMING_PLANS,
  jambonz: jambonzPlan,
  freeswitch: freeswitchPlan,
  asterisk: asteriskPlan,
  vonage: vonagePlan,
};

/** What the plans are made with. */
export function planContext(answers: InitAnswers, secret: (name: string) => string): PlanContext {
  const name = answers.platform === 'audiohook' ? 'genesys' : answers.platform;
  return {
    answers,
    streamUrl: `${answers.publicUrl.replace(/^http/, 'ws')}/streams/${name}`,
    common: { notice: noticeOf(answers), agent: { trusted: true } },
    secret,
  };
}

function noticeOf({ notice, noticeVersion, platform }: InitAnswers): ConnectorRow {
  if (notice === 'greeting') return { by: 'configuration', wordingVersion: noticeVersion };
  return platform === 'native' ? { by: 'stream' } : { by: 'metadata', key: 'noticeVersion' };
}
