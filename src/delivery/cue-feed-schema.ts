import { z } from 'zod';
import { LANGUAGES } from '../i18n/language.js';
import { COACHING_UNAVAILABLE } from './agent-message.js';

const id = z.string().min(1);
const call = id.describe('Reference of the call, for this installation only; not the telephone system’s id.');
const time = z.number().describe('Milliseconds since the epoch, on the server’s clock.');

/** Every event of the cue feed; `docs/schemas/cue-feed.schema.json` is made from this. */
export const cueFeedSchema = z
  .discriminatedUnion('type', [
    z
      .strictObject({ type: z.literal('hello'), serverNow: time, tokenExpiresAt: time })
      .describe(
        'The feed is open. Measure every `expiresAt` against `serverNow`, not against your own clock.',
      ),
    z
      .strictObject({ type: z.literal('heartbeat'), serverNow: time })
      .describe('The server is alive. Missing three in a row, connect again.'),
    z
      .strictObject({ type: z.literal('token-expiring'), expiresAt: time })
      .describe('Send a new token (WebSocket), or connect again with one (SSE), before then.'),
    z
      .strictObject({ type: z.literal('limited'), codes: z.array(z.string()) })
      .describe(
        'What the server has to do without for the moment, by stable code; none = everything works again.',
      ),
    z
      .strictObject({ type: z.literal('draining') })
      .describe('This node is going away. Connect again now; keep this feed until the new one says hello.'),
    z
      .strictObject({ type: z.literal('error'), code: z.string(), text: z.string() })
      .describe('Why the feed is about to close: a stable code and a sentence.'),
    z
      .strictObject({
        type: z.literal('call'),
        call,
        state: z.enum(['listening', 'paused', 'held', 'ended']),
      })
      .describe('The agent’s call began, changed or ended. Said again for every call after hello.'),
    z
      .strictObject({
        type: z.literal('unavailable'),
        call,
        why: z.enum(COACHING_UNAVAILABLE),
      })
      .describe('Coaching is not available on this call, and why. The call itself is not affected.'),
    z
      .strictObject({
        type: z.literal('cue'),
        id,
        call,
        kind: z.string().describe('Kind of cue, such as breath, acknowledge, reassure.'),
        title: z.string(),
        advice: z.string(),
        reason: z.string().describe('Why, in people’s words; may be empty.'),
        numbers: z.string().describe('The measures behind the reason, for whoever asks; may be empty.'),
        language: z.enum(LANGUAGES),
        decidedAt: time,
        expiresAt: time,
      })
      .describe('Show this cue until `expiresAt` or `cue-ended`. The same id again is the same cue.'),
    z
      .strictObject({ type: z.literal('cue-ended'), id })
      .describe('Take the cue away: the agent answered it, or what it was about is over.'),
    z
      .strictObject({
        type: z.literal('reset'),
        id,
        call,
        seconds: z.array(z.number()),
        expiresAt: time,
      })
      .describe('After a hard call: offer a short reset of one of these lengths. Skippable, never blocking.'),
    z
      .strictObject({ type: z.literal('reset-ended'), id })
      .describe('The offer was taken or skipped at another desktop.'),
  ])
  .meta({
    title: 'Evenkeel cue feed, version 1',
    description: 'One event of the feed: a WebSocket message, or the data of a server-sent event.',
  });

/** What a softphone receives: the same cues as the panel, already in words. */
export type CueFeedEvent = z.infer<typeof cueFeedSchema>;
