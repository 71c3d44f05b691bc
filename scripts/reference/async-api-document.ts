import { z } from 'zod';
import { cueFeedSchema } from '../../src/delivery/cue-feed-schema.js';
import { desktopActions } from '../../src/delivery/desktop-message.js';
import { nativeAnswerSchema, nativeMessageSchema } from '../../src/ingest/adapters/native-messages.js';

type Json = Readonly<Record<string, unknown>>;
type Side = 'receive' | 'send';

const tokenMessage = z
  .strictObject({ type: z.literal('token'), token: z.string().min(1) })
  .describe('The first message of a desktop, and again before the token ends. Never part of an address.');

/** What is said on one channel, in one direction. */
type Talk = {
  readonly side: Side;
  readonly summary: string;
  readonly options: readonly z.ZodType[];
};

/**
 * The cue feed and the native audio protocol as an AsyncAPI 3.0 document (https://www.asyncapi.com/docs/reference/specification/v3.0.0),
 * made from the schemas that read and write the messages.
 */
export function asyncApiDocument(version: string): Json {
  const channels = [
    channel('nativeAudio', '/streams/native', 'Call audio comes in, by `evenkeel.audio.v1`.', [
      { side: 'receive', summary: 'What a source says of its call.', options: nativeMessageSchema.options },
      { side: 'send', summary: 'What Evenkeel answers a source.', options: nativeAnswerSchema.options },
    ]),
    channel('cueSocket', '/desktop', 'Cues in words, by the subprotocol `evenkeel.cues.v1`.', [
      {
        side: 'receive',
        summary: 'What a desktop says.',
        options: [tokenMessage, ...desktopActions.options],
      },
      { side: 'send', summary: 'What a desktop is told.', options: cueFeedSchema.options },
    ]),
    channel('cueEvents', '/v1/cues', 'The same events as server-sent events, for reading only.', [
      { side: 'send', summary: 'What a reader is told.', options: cueFeedSchema.options },
    ]),
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Evenkeel',
      version,
      description:
        'Cue feed and native audio protocol of the voice coaching sidecar. Binary messages of `nativeAudio` are raw samples, interleaved in the order of `roles`. The HTTP interface is described by `/openapi.json`.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      webSocket: {
        host: 'evenkeel.example',
        protocol: 'wss',
        security: [{ $ref: '#/components/securitySchemes/token' }],
      },
      http: {
        host: 'evenkeel.example',
        protocol: 'https',
        security: [{ $ref: '#/components/securitySchemes/token' }],
      },
    },
    channels: Object.fromEntries(channels.map(({ name, channel: one }) => [name, one])),
    operations: Object.assign({}, ...channels.map(({ operations }) => operations)),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A signed token of role `source` for audio, of role `agent` for cues. On `/desktop` it is the first message instead.',
        },
      },
    },
  };
}

function channel(name: string, address: string, description: string, talks: readonly Talk[]) {
  const messages = talks.flatMap((talk) => talk.options.map((option) => messageOf(option, talk.side)));
  const server = name === 'cueEvents' ? 'http' : 'webSocket';
  return {
    name,
    channel: {
      address,
      description,
      servers: [{ $ref: `#/servers/${server}` }],
      messages: Object.fromEntries(messages),
      ...(server === 'webSocket' && { bindings: { ws: { method: 'GET' } } }),
    },
    operations: Object.fromEntries(
      talks.map(({ side, summary, options }) => [
        `${side}${name[0]!.toUpperCase()}${name.slice(1)}`,
        {
          action: side,
          summary,
          channel: { $ref: `#/channels/${name}` },
          messages: options.map((option) => ({
            $ref: `#/channels/${name}/messages/${messageOf(option, side)[0]}`,
          })),
        },
      ]),
    ),
  };
}

/** One message by a name of its own: the same word may be said in both directions. */
function messageOf(option: z.ZodType, side: Side): readonly [string, Json] {
  const { $schema: _, ...payload } = z.toJSONSchema(option, {
    io: side === 'receive' ? 'input' : 'output',
    unrepresentable: 'any',
  });
  const type = (payload.properties as { type: { const: string } }).type.const;
  const { description, ...schema } = payload;
  return [
    `${side}.${type}`,
    { name: type, ...(description !== undefined && { summary: description }), payload: schema },
  ];
}
