import type { Page, WebSocketRoute } from 'playwright-core';
import type { CueKind } from '../../src/core/cues/cue.js';
import type { CoachingUnavailable } from '../../src/delivery/agent-message.js';
import type { Language } from '../../src/i18n/language.js';
import { panelTexts } from '../../src/i18n/texts/panel-texts.js';
import type { DesktopHost } from '../support/desktop-host.js';

/** One panel in one browser page, and the server that moves it. */
export type PanelStage = { readonly page: Page; readonly host: DesktopHost; readonly language: Language };

/** Something that the panel can be showing, and how to bring it there. */
export type PanelScene = {
  readonly name: string;
  /** True where the page is opened anew by the scene itself. */
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
  alone('connecting', 'token=agent.ada', () => {}),
  alone('reconnecting', 'token=agent.ada', (socket) => void socket.close()),
  alone('needs-token', '', null),
  alone('refused', 'token=lead.lea', null),
  {
    name: 'no-call',
    fresh: true,
    enter: openPanel,
  },
  ...STANDINGS.map((state) =>
    said(state, ({ host }) => host.bus.publish(host.agent, { type: 'call', callRef: CALL, state })),
  ),
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
    name: 'muted',
    fresh: false,
    async enter({ page, host, language }) {
      listen(host);
      await page.getByRole('button', { name: panelTexts[language].mute.title }).click();
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
    name: 'settings',
    fresh: false,
    async enter({ page, language }) {
      await page.getByRole('button', { name: panelTexts[language].breathing.end }).click();
      await page.getByRole('button', { name: panelTexts[language].settings }).click();
      await page.locator('.settings').waitFor();
    },
  },
  {
    name: 'moving',
    fresh: false,
    async enter({ page, host, language }) {
      await page.getByRole('button', { name: panelTexts[language].close }).click();
      listen(host);
      await page.locator('[data-state="listening"]').waitFor();
      host.drain();
      await page.locator('.moving').waitFor();
    },
  },
];

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
