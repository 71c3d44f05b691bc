import type { Page, WebSocketRoute } from 'playwright-core';
import type { CueKind } from '../../src/core/cues/cue.js';
import type { CoachingUnavailable } from '../../src/delivery/agent-message.js';
import type { Language } from '../../src/i18n/language.js';
import { cueTexts } from '../../src/i18n/texts/cue-texts.js';
import { panelTexts } from '../../src/i18n/texts/panel-texts.js';
import { settingsTexts } from '../../src/i18n/texts/settings-texts.js';
import type { DesktopHost } from '../../test/support/desktop-host.js';

/** One panel in one browser page, and the server that moves it. */
export type PanelStage = { readonly page: Page; readonly host: DesktopHost; readonly language: Language };

/** Something that the panel can be showing, and how to bring it there. */
export type PanelScene = {
  readonly name: string;
  /** True where the scene itself opens the page again. */
  readonly fresh: boolean;
  /** Resolves when it is seen. */
  readonly enter: (stage: PanelStage) => Promise<void>;
};

const CALL = 'c1';
const FOR_MS = 120_000;
const STANDINGS = ['listening', 'held', 'paused'] as const;
const ABSENCES: readonly CoachingUnavailable[] = [
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'stream-lost',
];

/** Opens the panel in a page and waits until it stands between calls. */
export async function openPanel({ page, host }: PanelStage): Promise<void> {
  await page.goto(`${host.url}/#token=agent.ada.3600000`);
  await page.locator('[data-state="no-call"]').waitFor();
}

/** Every scene, in an order in which each can follow the one before. The last one uses up its host. */
export const PANEL_SCENES: readonly PanelScene[] = [
  stillConnecting(),
  alone('reconnecting', 'token=agent.ada', (socket) => void socket.close()),
  alone('signed-out', '', null),
  alone('token-invalid', 'token=nobody', null),
  alone('token-expired', 'token=agent.ada.600', null),
  alone('refused', 'token=lead.lea', null),
  ...([1, 2, 3] as const).map(welcomeScene),
  {
    name: 'no-call',
    fresh: true,
    enter: openPanel,
  },
  ...STANDINGS.map((state) =>
    said(state, ({ host }) => host.bus.publish(host.agent, { type: 'call', callRef: CALL, state })),
  ),
  {
    name: 'no-audio',
    fresh: false,
    async enter({ page, host }) {
      listen(host);
      const silent = { type: 'level', callRef: CALL, level: null } as const;
      host.bus.publish(host.agent, silent);
      host.clockAheadMs += 21_000;
      const seen = page.locator('[data-state="no-audio"]');
      while (!(await seen.isVisible())) {
        host.bus.publish(host.agent, silent);
        await page.waitForTimeout(50);
      }
    },
  },
  ...ABSENCES.map((why) =>
    said(why, ({ host }) => host.bus.publish(host.agent, { type: 'unavailable', callRef: CALL, why })),
  ),
  ...(['breath', 'acknowledge', 'let-finish', 'dead-air'] as const).map(cueScene),
  {
    name: 'own-breath',
    fresh: false,
    async enter({ page, host, language }) {
      listen(host);
      const joined = host.reports.findLast((event) => event.type === 'joined');
      if (joined?.type !== 'joined') throw new Error('no session joined');
      const { sessionId } = joined;
      await page.evaluate(() => {
        const kept = JSON.parse(localStorage.getItem('evenkeel.preferences') ?? '{}');
        const newValue = JSON.stringify({ ...kept, selfCoaching: true });
        localStorage.setItem('evenkeel.preferences', newValue);
        dispatchEvent(new StorageEvent('storage', { key: 'evenkeel.preferences', newValue }));
      });
      while (!host.reports.some((event) => event.type === 'self-coaching' && event.on))
        await page.waitForTimeout(10);
      const now = Date.now();
      host.bus.publish(host.agent, {
        type: 'own-breath',
        sessionId,
        breathId: `b${now}`,
        decidedAt: now,
        expiresAt: now + FOR_MS,
      });
      await page.locator('.cue-body').waitFor();
      await pausePacer(page, language);
    },
  },
  {
    name: 'cue-why',
    fresh: false,
    async enter(stage) {
      await cueScene('acknowledge').enter(stage);
      await stage.page.getByRole('button', { name: panelTexts[stage.language].why }).click();
      await stage.page.locator('.why-numbers').waitFor();
    },
  },
  {
    name: 'mute-menu',
    fresh: false,
    async enter({ page, host, language }) {
      listen(host);
      await page.getByRole('button', { name: panelTexts[language].mute.short, exact: true }).click();
      await page.locator('.mute-choice').waitFor();
    },
  },
  {
    name: 'muted',
    fresh: false,
    async enter({ page, language }) {
      await page.getByRole('button', { name: panelTexts[language].mute.call, exact: true }).click();
      await page.locator('[data-state="muted"]').waitFor();
    },
  },
  {
    name: 'reset',
    fresh: true,
    async enter(stage) {
      await openPanel(stage);
      const { page, host } = stage;
      host.bus.publish(host.agent, {
        type: 'reset',
        callRef: CALL,
        offerId: 'r-1',
        seconds: [30, 60],
        strain: 62,
        reason: { key: 'strain', values: { seconds: 48, strain: 62 }, mood: null },
        atMs: 180_000,
        expiresAt: Date.now() + FOR_MS,
      });
      await page.locator('.reset').waitFor();
    },
  },
  {
    name: 'reset-pacer',
    fresh: false,
    async enter({ page, language }) {
      await page.locator('.reset .button-main').click();
      await page.locator('.pacer-page').waitFor();
      await pausePacer(page, language);
    },
  },
  {
    name: 'closing',
    fresh: false,
    async enter({ page, language }) {
      await page.getByRole('button', { name: panelTexts[language].breathing.end, exact: true }).click();
      await page.locator('.closing').waitFor();
    },
  },
  {
    name: 'settings-cues',
    fresh: false,
    async enter({ page, language }) {
      await page.getByRole('button', { name: panelTexts[language].close, exact: true }).click();
      await page.getByRole('button', { name: panelTexts[language].settings, exact: true }).click();
      await page.getByRole('checkbox', { name: cueTexts[language].kinds.reassure?.title ?? '' }).focus();
      await page.locator('.kind-told strong').waitFor();
    },
  },
  {
    name: 'settings-panel',
    fresh: false,
    async enter({ page, language }) {
      await page.getByRole('button', { name: settingsTexts[language].steps.panel }).click();
      await page.locator('input[name="pace"]').first().waitFor();
    },
  },
  {
    name: 'keys',
    fresh: false,
    async enter({ page }) {
      await page.keyboard.press('?');
      await page.locator('.keys').waitFor();
    },
  },
  {
    name: 'moving',
    fresh: false,
    async enter({ page, host }) {
      await page.keyboard.press('Escape');
      listen(host);
      await page.locator('[data-state="listening"]').waitFor();
      host.drain();
      await page.locator('.moving').waitFor();
    },
  },
];

function welcomeScene(screen: 1 | 2 | 3): PanelScene {
  return {
    name: `welcome-${screen}`,
    fresh: screen === 1,
    async enter({ page, host, language }) {
      if (screen === 1) await page.goto(`${host.url}/?first-run#token=agent.ada.3600000`);
      else await page.getByRole('button', { name: settingsTexts[language].welcome.next }).click();
      await page.locator(`[data-screen="${screen}"]`).waitFor();
    },
  };
}

/** A scene of a page that never comes to a session: what it does with the socket decides. */
function alone(name: string, fragment: string, route: ((socket: WebSocketRoute) => void) | null): PanelScene {
  return {
    name,
    fresh: true,
    async enter({ page, host }) {
      await page.goto('about:blank');
      if (route !== null) await page.routeWebSocket(/\/desktop$/, route);
      await page.goto(`${host.url}/?${name}#${fragment}`);
      await page.locator(`[data-state="${name}"]`).waitFor();
    },
  };
}

/** The panel gives a silent server eight seconds; the walk looks for longer, so here they do not pass. */
function stillConnecting(): PanelScene {
  const scene = alone('connecting', 'token=agent.ada', () => {});
  return {
    ...scene,
    async enter(stage) {
      await stage.page.addInitScript(() => {
        const later = globalThis.setTimeout;
        globalThis.setTimeout = ((run: () => void, ms = 0) =>
          ms < 8_000 ? later(run, ms) : 0) as typeof setTimeout;
      });
      await scene.enter(stage);
    },
  };
}

function said(name: string, publish: (stage: PanelStage) => void): PanelScene {
  return {
    name,
    fresh: false,
    async enter(stage) {
      publish(stage);
      await stage.page.locator(`[data-state="${name}"]`).waitFor();
    },
  };
}

function cueScene(kind: CueKind): PanelScene {
  return {
    name: `cue-${kind}`,
    fresh: false,
    async enter({ page, host, language }) {
      listen(host);
      const now = Date.now();
      host.bus.publish(host.agent, {
        type: 'cue',
        callRef: CALL,
        cueId: `${kind}-${now}`,
        kind,
        step: null,
        reason: {
          key: 'louder-higher',
          values: { levelDb: 6.2, semitones: 3.1, seconds: 8 },
          mood: null,
        },
        atMs: 42_000,
        decidedAt: now,
        expiresAt: now + FOR_MS,
      });
      await page.locator(`[data-kind="${kind}"]`).waitFor();
      if (kind === 'breath') await pausePacer(page, language);
    },
  };
}

function listen(host: DesktopHost): void {
  host.bus.publish(host.agent, { type: 'call', callRef: CALL, state: 'ended' });
  host.bus.publish(host.agent, { type: 'call', callRef: CALL, state: 'listening' });
}

/** A pacer that stands still can be looked at. */
async function pausePacer(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: panelTexts[language].breathing.pause, exact: true }).click();
}
