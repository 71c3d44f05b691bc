import { panelTexts } from '../../src/i18n/texts/panel-texts.js';
import { DesktopHost } from '../../test/support/desktop-host.js';
import { PANEL_SCENES } from './panel-scenes.js';
import type { Scene, SceneSet } from './scene.js';

/** The agent's panel in every state, as small as a frame in a softphone and as wide as a window. */
export const PANEL_SET: SceneSet = {
  name: 'panel',
  heights: { 320: 200, 420: 420, 768: 600, 1280: 800, 1440: 900 },
  scrolls: false,
  async open() {
    let host = await new DesktopHost({ selfCoachingOffered: true }).start();
    const scenes = PANEL_SCENES.map(({ name, fresh, enter }): Scene => {
      const state = Object.keys(panelTexts.en.states).find((known) => known === name);
      return {
        name,
        fresh,
        async enter(stage) {
          // The last scene used its server up.
          if (name === PANEL_SCENES[0]?.name) {
            await host.stop();
            host = await new DesktopHost({ selfCoachingOffered: true }).start();
          }
          await enter({ ...stage, host });
        },
        words(language) {
          if (state === undefined) return [];
          const { title, line } = panelTexts[language].states[state as keyof typeof panelTexts.en.states];
          // What is muted says until when instead.
          return state === 'muted' ? [title] : [title, line];
        },
      };
    });
    return { scenes, stop: () => host.stop() };
  },
};
