import type { LiveViewLayout, LiveViewMessage } from '../../delivery/live-view-message.js';

/** The value of `LIVE_VIEW_PROTOCOL`: pages take types alone from the server's folders. */
const PROTOCOL = 'evenkeel.try.v1';

type Audio = { readonly sampleRateHz: number; readonly layout: LiveViewLayout };

/** A connection to the live view. */
export type LiveLine = {
  /** Sends a block once the server is ready; before that it is dropped. */
  readonly send: (block: ArrayBuffer) => void;
  readonly close: () => void;
};

/** Opens a line for audio. After `close` nothing more is told. */
export function openLiveLine(
  token: string,
  audio: Audio,
  told: { readonly message: (message: LiveViewMessage) => void; readonly lost: () => void },
): LiveLine {
  const socket = connect({ type: 'start', token, ...audio });
  let isReady = false;
  let isClosed = false;
  socket.addEventListener('message', ({ data }) => {
    if (isClosed) return;
    const message = JSON.parse(String(data)) as LiveViewMessage;
    isReady ||= message.type === 'ready';
    told.message(message);
  });
  socket.addEventListener('close', () => {
    if (!isClosed) told.lost();
  });
  return {
    send: (block) => {
      if (isReady && socket.readyState === WebSocket.OPEN) socket.send(block);
    },
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}

/** Whether the token may open the live view: null = it may, else the code of the reason. */
export function checkToken(token: string): Promise<string | null> {
  const socket = connect({ type: 'check', token });
  return new Promise((done) => {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as LiveViewMessage;
      done(message.type === 'error' ? message.code : null);
      socket.close();
    });
    // A server that cannot be reached now may be there when the visitor starts.
    socket.addEventListener('close', () => done(null));
  });
}

function connect(first: object): WebSocket {
  const url = new URL('try', document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  url.hash = '';
  const socket = new WebSocket(url, PROTOCOL);
  socket.addEventListener('open', () => socket.send(JSON.stringify(first)));
  return socket;
}
