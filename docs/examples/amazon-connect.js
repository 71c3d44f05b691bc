// A third-party application of the agent workspace. The bundle is built as Amazon's guide says ("Using the SDK in a
// 3P app"); the contact id must be the call id that your connector's audio carries.
import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
import { getTicket, getToken } from './agent-token.js';

const PLATFORM = 'native';
const { AmazonConnectApp, ContactClient } = window.AmazonConnectSDK;

const panel = mountPanel(document.querySelector('#coach'), {
  url: 'https://evenkeel.example/',
  getToken,
  getTicket,
});
const { provider } = AmazonConnectApp.init({ onDestroy: () => panel.remove() });
const contacts = new ContactClient({ provider });
contacts.onConnected(({ contactId }) => panel.call(PLATFORM, contactId));
contacts.onCleared(({ contactId }) => panel.callEnded(PLATFORM, contactId));
