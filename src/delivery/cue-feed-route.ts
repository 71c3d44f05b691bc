import type { ServerResponse } from 'node:http';
import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../auth/principal.js';
import { tokenOf } from '../http/authenticate.js';
import { parsed } from '../http/parsed.js';
import { LANGUAGES, type Language } from '../i18n/language.js';
import type { DesktopSocket } from './desktop-socket.js';

export type CueFeedRouteOptions = {
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly openFeed: OpenCueFeed;
};

/** Opens a feed for the holder of the token; returns what to call when the reader has gone. */
export type OpenCueFeed = (socket: DesktopSocket, token: string, language: Language) => () => void;

const query = z.strictObject({ language: z.enum(LANGUAGES).default('en') });

const api = {
  id: 'followCues',
  summary: 'The agent’s cues as server-sent events; their JSON is described in the cue feed’s own schema.',
  query,
  answers: { 200: 'text/event-stream' },
} as const;

/**
 * `GET /v1/cues`: the cue feed as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html),
 * one JSON object an event. The token comes in the Authorization header or as a session's cookie, never in the URL.
 */
export function cueFeedRoute({ requireRight, openFeed }: CueFeedRouteOptions): FastifyPluginCallback {
  const receiving = { preHandler: requireRight('cues.receive-own'), config: { api } };
  return (app, _options, done) => {
    app.get('/v1/cues', receiving, (request, reply) => {
      const { language } = parsed(query, request.query);
      const response = reply.raw;
      const begin = () => {
        if (response.headersSent) return;
        reply.hijack();
        response.writeHead(200, {
          ...(reply.getHeaders() as Record<string, string>),
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          // Proxies that gather answers would hold a cue back (nginx).
          'x-accel-buffering': 'no',
        });
        response.flushHeaders();
      };
      const close = openFeed(eventStream(response, begin), tokenOf(request), language);
      begin();
      response.on('error', close);
      response.on('close', close);
    });
    done();
  };
}

/** @param begin writes the headers; even a feed that is refused at once is an answer with all of them */
function eventStream(response: ServerResponse, begin: () => void): DesktopSocket {
  return {
    send(text) {
      begin();
      response.write(`data: ${text}\n\n`);
    },
    close() {
      begin();
      response.end();
    },
    get bufferedAmount() {
      return response.writableLength;
    },
  };
}
