import { render } from 'preact';
import { keepPageLook, readPageLook, showPageLook } from '../page-look.js';
import { PageTokens } from '../page-tokens.js';
import { callFromUrl, HostFrame } from './host-frame.js';
import { Panel } from './panel.js';
import { PanelSession } from './panel-session.js';
import { readPanelSettings } from './settings/panel-settings.js';

const root = document.getElementById('panel');
if (root !== null) start(root);

function start(element: HTMLElement): void {
  const look = readPageLook();
  showPageLook(document, look);
  const firstCall = callFromUrl(window.location);
  const tokens = new PageTokens('agent');
  const socketUrl = new URL('desktop', document.baseURI);
  socketUrl.protocol = socketUrl.protocol.replace('http', 'ws');
  socketUrl.hash = '';
  socketUrl.search = '';
  const host = new HostFrame();
  const session = new PanelSession({
    socketUrl: socketUrl.href,
    tokens,
    host,
    firstCall,
    language: look.language,
    hostKeys: !/[#&?]keys=off/.test(window.location.href),
  });
  render(<Panel session={session} look={look} root={element} keepLook={keepPageLook} />, element);
  session.start();
  void readPanelSettings().then(({ hostOrigins }) => {
    host.trust(hostOrigins);
    session.meetHost();
  });
  keepShell();
}

/** A reload without the network still shows the panel. Browsers that refuse it in a frame lose nothing else. */
function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('service-worker.js').catch(() => {});
}
