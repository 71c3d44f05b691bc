import { setTimeout as sleep } from 'node:timers/promises';
import { LANGUAGES } from '../../i18n/language.js';
import { alertTexts } from '../../i18n/texts/alert-texts.js';
import type { Logger } from '../../telemetry/logger.js';
import type { TeamAlert } from './due-alerts.js';

const WEBHOOK_LIMIT_MS = 10_000;
/** Pauses before the tries: a receiver that restarts is met again. After the last the alert is dropped. */
const PAUSES_MS: readonly number[] = [0, 1_000, 5_000];

/** Posts a team's alert. The receiver may get one twice when its answer is lost: team, shift and date name it. */
export async function postAlert(
  url: string,
  alert: TeamAlert,
  logger: Logger,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<void> {
  const body = JSON.stringify({ type: 'team-load-high', ...alert, email: alertEmail(alert) });
  for (const [tries, pauseMs] of pausesMs.entries()) {
    await sleep(pauseMs, undefined, { ref: false });
    const fault = await refusalOf(url, body);
    if (fault === null) return;
    logger.warn({ ...fault, triesLeft: pausesMs.length - tries - 1 }, 'The alert webhook took no alert');
    if (!fault.mayPass) return;
  }
}

/** Null = accepted. A refusal of the alert itself (4xx) is final; any other failure is tried again. */
async function refusalOf(
  url: string,
  body: string,
): Promise<{ readonly mayPass: boolean; readonly status?: number; readonly err?: unknown } | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(WEBHOOK_LIMIT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return null;
    const mayPass = answer.status >= 500 || answer.status === 429 || answer.status === 408;
    return { mayPass, status: answer.status };
  } catch (err) {
    return { mayPass: true, err };
  }
}

/** Subject and body in every language, ready for the mail system behind the webhook. */
function alertEmail(alert: TeamAlert) {
  const fill = (template: string) =>
    template
      .replaceAll('{team}', alert.teamName)
      .replaceAll('{shift}', alert.shiftName)
      .replaceAll('{date}', alert.date)
      .replaceAll('{factor}', String(alert.factor));
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      { subject: fill(alertTexts[language].subject), body: fill(alertTexts[language].body) },
    ]),
  );
}
