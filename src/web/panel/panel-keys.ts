/** What a key of the panel does; each action also has a button. */
export const KEYS = {
  helped: '1',
  'not-now': '2',
  wrong: '3',
  why: 'w',
  breathe: 'b',
  hold: 'h',
  mute: 'm',
  settings: 's',
  escape: 'Escape',
  help: '?',
} as const;
export type KeyAction = keyof typeof KEYS;

/**
 * Calls back when a key of the panel is pressed, but not while something is typed or a modifier is held. Escape always
 * works; the others only while `isOn` (WCAG 2.1.4). Returns the disposer.
 */
export function listenForKeys(
  target: Document,
  isOn: () => boolean,
  press: (action: KeyAction) => boolean,
): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const action = (Object.keys(KEYS) as KeyAction[]).find((name) => KEYS[name] === event.key);
    if (action === undefined || (action !== 'escape' && !isOn())) return;
    if (press(action)) event.preventDefault();
  };
  target.addEventListener('keydown', hear);
  return () => target.removeEventListener('keydown', hear);
}

function isTyping(target: EventTarget | null): boolean {
  const name = (target as Element | null)?.tagName;
  return (
    name === 'TEXTAREA' || (name === 'INPUT' && !/^(radio|checkbox)$/.test((target as HTMLInputElement).type))
  );
}
