import { z } from 'zod';

const days = (least: number, usual: number, what: string) =>
  z.int().min(least).default(usual).describe(`Days for which ${what} are kept.`);

/** What leads may see and when, how long records are kept, and alerts for teams. */
export const wellbeingSection = z
  .strictObject({
    leastGroup: z
      .int()
      .min(10)
      .default(10)
      .describe('Fewest agents behind any number that a lead sees; never below 10.'),
    publishDelayHours: z
      .int()
      .min(12)
      .default(24)
      .describe('Hours from the end of a week to its publication; longer than the longest shift.'),
    minimumHistoryWeeks: z
      .int()
      .min(1)
      .default(4)
      .describe('Weeks of calls that a team needs before any of its figures are published.'),
    retention: z
      .strictObject({
        calls: days(42, 90, 'call summaries, tense stretches and private notes'),
        cues: days(42, 90, 'cue log and feedback'),
        resets: days(42, 90, 'reset offers'),
        bindings: days(1, 7, 'records of which agent was on which call'),
        checkIns: days(1, 90, 'private check-ins'),
        published: days(90, 1095, 'published aggregates'),
        audit: days(365, 1095, 'audit entries'),
      })
      .prefault({}),
    alertWebhookUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null)
      .describe('Where alerts for teams are posted; none = no alerts.'),
    alertFactor: z
      .number()
      .min(1.5)
      .default(2)
      .describe('An alert is sent when the load of a shift is this many times its usual.'),
  })
  .prefault({});
