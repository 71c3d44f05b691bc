import type { SaidCue } from '../../i18n/say-cue.js';

/** Whether the browser would show one. Frames may not ask. */
export function notificationsPossible(): 'possible' | 'blocked' | 'absent' {
  if (!('Notification' in window)) return 'absent';
  return Notification.permission === 'denied' ? 'blocked' : 'possible';
}

/** Asks once, from a click; true when notifications may be shown. */
export async function allowNotifications(): Promise<boolean> {
  return (await Notification.requestPermission()) === 'granted';
}

/**
 * Shows a cue while this page is hidden: silent, and the same cue in two tabs is one notification.
 * Returns what takes it away.
 */
export function notifyCue(cueId: string, { title, advice }: SaidCue): () => void {
  if (!document.hidden || Notification.permission !== 'granted') return () => {};
  const notification = new Notification(title, { body: advice, tag: cueId, silent: true });
  notification.addEventListener('click', () => window.focus());
  return () => notification.close();
}
