// Part of your Open CTI softphone page: the softphone owns the call and knows its id.
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { getTicket, getToken } from './agent-token.js';

// The connector that brings your telephone system's audio.
const PLATFORM = 'native';

const panel = mountPanel(document.querySelector('#coach'), {
  url: 'https://evenkeel.example/',
  getToken,
  getTicket,
  // A cue in a minimised softphone would not be seen.
  onCue: () => window.sforce.opencti.setSoftphonePanelVisibility({ visible: true }),
});

// Your softphone's own events; `detail.callId` is the id that its audio stream carries.
window.addEventListener('softphone:connected', ({ detail }) => panel.call(PLATFORM, detail.callId));
window.addEventListener('softphone:ended', ({ detail }) => panel.callEnded(PLATFORM, detail.callId));
