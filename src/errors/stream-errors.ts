import type { ErrorRow } from './error-row.js';

/** What can be wrong with an audio stream. */
export const STREAM_ERRORS = {
  'stream.path-unknown': {
    http: 404,
    close: 1008,
    text: 'No connector has this path: compare it with `connectors` in the configuration.',
  },
  'stream.subprotocol-unknown': {
    http: 400,
    close: 1002,
    text: 'This path supports none of the offered WebSocket subprotocols. See the page of the platform in docs/platforms.',
  },
  'stream.limit-reached': {
    http: 503,
    close: 1013,
    text: 'Too many audio streams at one time: raise ingest.streamLimit or add an instance.',
  },
  'stream.tenant-limit-reached': {
    http: 503,
    close: 1013,
    text: 'This tenant has too many audio streams at one time: raise ingest.tenantStreamLimit.',
  },
  'stream.overloaded': {
    http: 503,
    close: 1013,
    text: 'This instance does not keep up with the calls that it has. Connect to another one, or try again later.',
  },
  'stream.draining': {
    http: 503,
    close: 1012,
    text: 'This instance is shutting down. Connect to another one.',
  },
  'stream.call-elsewhere': {
    http: 503,
    close: 1013,
    text: 'Another node already hears this call. Send all streams of one call to one node, or close the other one first.',
  },
  'stream.open-late': {
    http: 408,
    close: 1008,
    text: 'The stream did not open in time: send its first message right after connecting.',
  },
  'stream.idle': {
    http: 408,
    close: 1008,
    text: 'The stream sent nothing for longer than ingest.idleLimitMs and was closed.',
  },
  'stream.peer-lost': {
    http: 408,
    close: 1011,
    text: 'The other side stopped answering pings or closed the connection. Check the network and the proxy between the two.',
  },
  'stream.too-long': {
    http: 408,
    close: 1008,
    text: 'The stream lasted longer than ingest.sessionLimitMs allows.',
  },
  'stream.flood': {
    http: 429,
    close: 1008,
    text: 'The stream sent far more than real-time audio needs. Send audio as it is spoken.',
  },
  'stream.message-too-large': {
    http: 413,
    close: 1009,
    text: 'The message is larger than the limit: send audio in frames of 20 to 200 ms.',
  },
  'stream.text-too-large': {
    http: 413,
    close: 1009,
    text: 'The text message is larger than 64 KiB. Send a shorter one.',
  },
  'stream.message-invalid': {
    http: 400,
    close: 1007,
    text: 'The message is not understood: see the page of the protocol in docs/.',
  },
  'stream.call-id-invalid': {
    http: 400,
    close: 1007,
    text: 'The id of the call is empty, longer than 256 characters, or has control characters. Send the platform’s own id.',
  },
  'stream.agent-invalid': {
    http: 200,
    close: 1000,
    text: 'The stream gives an agent a name that is not valid: empty, longer than 256 characters, or with control characters.',
  },
  'stream.start-missing': {
    http: 400,
    close: 1002,
    text: 'A message came before the start message. Open the stream first.',
  },
  'stream.start-repeated': {
    http: 400,
    close: 1002,
    text: 'The stream was started twice: open a second connection for a second stream.',
  },
  'stream.sequence-broken': {
    http: 400,
    close: 1002,
    text: 'A message of the stream is missing or came twice. Number the messages without gaps.',
  },
  'stream.session-mismatch': {
    http: 400,
    close: 1002,
    text: 'The message names a different session. Use the one that this connection opened.',
  },
  'stream.media-unusable': {
    http: 415,
    close: 1003,
    text: 'None of the offered media can be used. Offer 8 kHz PCMU or L16 with one or two channels.',
  },
  'stream.notice-missing': {
    http: 200,
    close: 1000,
    text: 'Nobody asserted that the caller was given notice, so only call facts are computed.',
  },
  'stream.agent-untrusted': {
    http: 200,
    close: 1000,
    text: 'The stream names an agent, but its connector is not trusted for that: announce the agent instead.',
  },
  'stream.peer-error': {
    http: 200,
    close: 1000,
    text: 'The platform reports an error. See its operational console.',
  },
  'stream.audio-lost': {
    http: 200,
    close: 1000,
    text: 'Some audio was lost on the way. The gap is marked.',
  },
  'stream.audio-dropped': {
    http: 200,
    close: 1000,
    text: 'Audio came faster than it can be examined: the oldest was left out and counts as missing. Send audio as it is spoken.',
  },
  'stream.audio-stale': {
    http: 200,
    close: 1000,
    text: 'Audio arrives too late to act on. No cue is shown until it catches up.',
  },
  'stream.audio-missing': {
    http: 200,
    close: 1000,
    text: 'The stream opened, but no audio came: check that the platform forks the audio of this call.',
  },
  'stream.channel-silent': {
    http: 200,
    close: 1000,
    text: 'One channel carries no sound at all: check which party is tapped, and the channel count.',
  },
  'stream.codec-suspect': {
    http: 200,
    close: 1000,
    text: 'The audio does not sound like speech as it is decoded: compare codec, law and byte order on both sides.',
  },
  'stream.rate-suspect': {
    http: 200,
    close: 1000,
    text: 'Audio arrives faster or slower than the clock: compare sample rate and channel count on both sides.',
  },
  'stream.audio-ignored': {
    http: 200,
    close: 1000,
    text: 'Audio arrived where the protocol allows none. It was ignored.',
  },
  'stream.timestamps-distrusted': {
    http: 200,
    close: 1000,
    text: 'The time stamps of a track do not match the moments at which its audio arrives. It is placed where it arrives.',
  },
  'stream.counter-restarted': {
    http: 200,
    close: 1000,
    text: 'The chunk counter of a track started again. Its audio is taken as it arrives.',
  },
  'stream.connector-unknown': {
    http: 404,
    close: 1008,
    text: 'No connector of this name, tenant and platform dials on request: give one a subscribe.url with {connection}.',
  },
  'stream.role-unknown': {
    http: 400,
    close: 1008,
    text: 'The stream does not say whose voice it carries. Set role on the connector, or the channel variable that it names.',
  },
  'stream.source-unreachable': {
    http: 502,
    close: 1011,
    text: 'The source cannot be reached. Evenkeel keeps trying.',
  },
  'stream.source-refused': {
    http: 502,
    close: 1011,
    text: 'The source refused the subscription: compare its URL and headers.',
  },
} as const satisfies Record<`stream.${string}`, ErrorRow>;
