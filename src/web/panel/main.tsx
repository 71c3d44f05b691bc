import { render } from 'preact';
import { keepPageLook, readPageLook, showPageLook } from '../page-look.js';
import { takePageToken } from '../page-token.js';
import { callFromUrl, HostFrame } from './host-frame.js';
import { Panel } from './panel.js';
import { PanelSession } from './panel-session.js';
import { readPanelSettings } from './panel-settings.js';

const root = document.getElementById('panel');
if (root !== null) void start(root);

async function start(element: HTMLElement): Promise<void> {
  const look = readPageLook();
  showPageLook(document, look);
  const firstCall = callFromUrl(window.location);
  const token = takePageToken('agent');
  const { hostOrigins } = await readPanelSettings();
  const socketUrl = new URL('desktop', document.baseURI);
  socketUrl.protocol = socketUrl.protocol.replace('http', 'ws');
  socketUrl.hash = '';
  socketUrl.search = '';
  const session = new PanelSession({
    socketUrl: socketUrl.href,
    token,
    host: new HostFrame(hostOrigins),
    firstCall,
    language: look.language,
  });
  render(<Panel session={session} look={look} root={element} keepLook={keepPageLook} />, element);
  session.start();
  keepShell();
}

/** A reload without the network still shows the panel. Browsers that refuse it in a frame lose nothing else. */
function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('service-worker.js').catch(() => {});
}
