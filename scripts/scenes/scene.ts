import type { Page } from 'playwright-core';
import type { Language } from '../../src/i18n/language.js';

/** One browser page, and the language that it is shown in. */
export type Stage = { readonly page: Page; readonly language: Language };

/** Something that a page can be showing, and how to bring it there. */
export type Scene = {
  readonly name: string;
  /** True where the scene itself opens the page again; otherwise it goes on from the scene before. */
  readonly fresh: boolean;
  /** Resolves when it is seen. */
  readonly enter: (stage: Stage) => Promise<void>;
  /** What must be read on it. */
  readonly words?: (language: Language) => readonly string[];
};

export const SCENE_WIDTHS = [320, 420, 768, 1280, 1440] as const;
export type SceneWidth = (typeof SCENE_WIDTHS)[number];

/** The scenes of one page, in an order in which each can follow the one before, and the server that they need. */
export type SceneSet = {
  readonly name: string;
  /** Height of the window at each width, pixels. */
  readonly heights: Readonly<Record<SceneWidth, number>>;
  /** False: a window is all that is ever seen; true: the page is longer than its window. */
  readonly scrolls: boolean;
  readonly open: () => Promise<{ readonly scenes: readonly Scene[]; stop(): Promise<void> }>;
};

/** Windows that people open a page in: phone, narrow, tablet, desk. */
export const PAGE_HEIGHTS = { 320: 640, 420: 800, 768: 1_024, 1280: 800, 1440: 900 } as const;
