/** Storage that a browser may refuse (third-party frames, private windows): then things last as long as the page. */
export type SafeStorage = {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string | null) => void;
  /** False where the browser refuses: nothing is known when the page is opened again. */
  readonly isAllowed: () => boolean;
};

function over(open: () => Storage): SafeStorage {
  const memory = new Map<string, string>();
  return {
    isAllowed() {
      try {
        return open() !== null;
      } catch {
        return false;
      }
    },
    get(key) {
      try {
        return open().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        if (value === null) open().removeItem(key);
        else open().setItem(key, value);
      } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
      }
    },
  };
}

/** Lasts on this computer. */
export const lasting = over(() => window.localStorage);

/** Lasts as long as this tab. */
export const perTab = over(() => window.sessionStorage);
