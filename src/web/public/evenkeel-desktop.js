// @ts-check
/**
 * Evenkeel in an agent's desktop application: mounts the panel in a frame, hands it the agent's token, and says
 * which call the agent is on. An ES module without dependencies; import it from your Evenkeel server.
 *
 *   import { mountPanel } from 'https://evenkeel.example/evenkeel-desktop.js';
 *   const panel = mountPanel(document.querySelector('#coach'), {
 *     url: 'https://evenkeel.example/',
 *     getToken: async () => (await fetch('/my-evenkeel-token')).text(),
 *     getTicket: async (platform, callId) => (await fetch(`/my-evenkeel-ticket/${platform}/${callId}`)).text(),
 *   });
 *   panel.call('genesys', conversationId);
 *
 * The server must name this page's origin in `desktop.hostOrigins`.
 *
 * @typedef {object} PanelOptions
 * @property {string} url Where the panel is served.
 * @property {() => Promise<string>} getToken Gives the agent's token: at the start, and whenever one is about to end.
 * @property {(platform: string, callId: string) => Promise<string>} [getTicket] Gives the binding ticket that your back
 *   end got for this agent and this call; without it `call` does nothing, and your server or the stream names the agent.
 * @property {'en' | 'zh-CN'} [language] Without it the panel speaks the browser's language.
 * @property {boolean} [keys] False = the panel takes no single keys, because your application uses them.
 * @property {(cue: { id: string, kind: string }) => void} [onCue] A cue is shown: raise the panel if it is hidden.
 * @property {(cue: { id: string }) => void} [onCueEnded] It is gone again.
 *
 * @typedef {object} Panel
 * @property {(platform: string, callId: string) => void} call The agent is on this call.
 * @property {(platform: string, callId: string) => void} callEnded The agent is no longer on it.
 * @property {(language: 'en' | 'zh-CN') => void} speak
 * @property {() => void} remove Takes the panel away.
 *
 * @param {Element} place Element that the panel fills; 320 × 200 px or more.
 * @param {PanelOptions} options
 * @returns {Panel}
 */
export function mountPanel(place, options) {
  const url = new URL(options.url, location.href);
  const frame = document.createElement('iframe');
  frame.src = url.href;
  frame.title = 'Evenkeel';
  frame.allow = 'picture-in-picture';
  frame.style.cssText = 'width: 100%; height: 100%; min-width: 320px; min-height: 200px; border: 0;';

  /** @type {{ platform: string, callId: string } | null} */
  let call = null;
  let language = options.language;
  let isReady = false;

  /** @param {object} message */
  const tell = (message) => {
    if (isReady) frame.contentWindow?.postMessage(message, url.origin);
  };

  /** A back end that fails for a moment is asked again, ever more slowly. @param {number} [waitMs] */
  const giveToken = async (waitMs = 1_000) => {
    try {
      tell({ type: 'evenkeel.token', token: await options.getToken() });
    } catch (error) {
      console.warn('Evenkeel: no token for the panel', error);
      if (frame.isConnected) setTimeout(giveToken, waitMs, Math.min(60_000, waitMs * 2));
    }
  };

  /** A ticket is good for a minute, so it is asked for when it is needed. @param {{ platform: string, callId: string }} of */
  const giveTicket = async (of) => {
    if (!isReady || options.getTicket === undefined) return;
    try {
      const ticket = await options.getTicket(of.platform, of.callId);
      if (call === of) tell({ type: 'evenkeel.call', ...of, ticket });
    } catch (error) {
      console.warn('Evenkeel: no ticket for this call', error);
    }
  };

  /** @param {MessageEvent} event */
  const hear = ({ origin, source, data }) => {
    if (source !== frame.contentWindow || origin !== url.origin) return;
    switch (data?.type) {
      case 'evenkeel.ready':
        isReady = true;
        if (options.keys === false) tell({ type: 'evenkeel.keys', on: false });
        if (language !== undefined) tell({ type: 'evenkeel.language', language });
        if (call !== null) void giveTicket(call);
        break;
      case 'evenkeel.token-needed':
        void giveToken();
        break;
      case 'evenkeel.cue':
        options.onCue?.({ id: data.id, kind: data.kind });
        break;
      case 'evenkeel.cue-ended':
        options.onCueEnded?.({ id: data.id });
        break;
    }
  };

  window.addEventListener('message', hear);
  place.append(frame);
  return {
    call(platform, callId) {
      call = { platform, callId };
      void giveTicket(call);
    },
    callEnded(platform, callId) {
      if (call?.platform === platform && call.callId === callId) call = null;
      tell({ type: 'evenkeel.call-ended', platform, callId });
    },
    speak(next) {
      language = next;
      tell({ type: 'evenkeel.language', language });
    },
    remove() {
      window.removeEventListener('message', hear);
      frame.remove();
    },
  };
}
