// Genesys Cloud > Admin > Integrations > Interaction Widget. Application URL:
//   https://your.site/genesys-client-app.html?conversation={{gcConversationId}}&language={{gcLangTag}}
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { getTicket, getToken } from './agent-token.js';

const given = new URLSearchParams(location.search);
const panel = mountPanel(document.querySelector('#coach'), {
  url: 'https://evenkeel.example/',
  getToken,
  getTicket,
  language: given.get('language')?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
});

// AudioHook's call id is the conversation id. Genesys makes one widget for each interaction, so there is no end to
// announce: the frame goes with the interaction.
panel.call('audiohook', given.get('conversation'));
