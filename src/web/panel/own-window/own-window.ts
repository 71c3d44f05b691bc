/** Document Picture-in-Picture (https://wicg.github.io/document-picture-in-picture/), where the browser has it. */
type PictureInPicture = {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
};

function api(): PictureInPicture | null {
  return (window as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture ?? null;
}

/** Only a top-level page may open one. */
export function canPopOut(): boolean {
  return api() !== null && window.parent === window;
}

/**
 * Moves an element into an always-on-top window with this page's styles, and back when that window closes. Must be
 * called from a click.
 *
 * @param onClosed called after the element has come back
 */
export async function popOut(element: HTMLElement, onClosed: () => void): Promise<Window | null> {
  const own = await api()?.requestWindow({ width: 360, height: 260 });
  if (own === undefined) return null;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
    const copy = own.document.importNode(sheet as HTMLLinkElement, true);
    copy.href = (sheet as HTMLLinkElement).href;
    own.document.head.append(copy);
  }
  own.document.title = document.title;
  for (const { name, value } of document.documentElement.attributes) {
    own.document.documentElement.setAttribute(name, value);
  }
  const home = element.parentElement ?? document.body;
  own.document.body.append(element);
  own.addEventListener(
    'pagehide',
    () => {
      home.append(element);
      onClosed();
    },
    { once: true },
  );
  return own;
}
