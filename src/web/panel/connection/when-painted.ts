/**
 * Calls back once what has just been put into the page is on its way to the screen: a frame is begun, and the task
 * after it runs when that frame's style, layout and paint are done. Returns what calls it off.
 *
 * @param view the window that shows it: the page's own, or the picture-in-picture one
 */
export function whenPainted(view: Window, painted: () => void): () => void {
  const channel = new MessageChannel();
  channel.port1.onmessage = painted;
  const frame = view.requestAnimationFrame(() => channel.port2.postMessage(null));
  return () => {
    view.cancelAnimationFrame(frame);
    channel.port1.close();
  };
}
