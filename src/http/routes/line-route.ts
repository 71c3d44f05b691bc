import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Right } from '../../auth/principal.js';
import type { CallKey } from '../../binding/agent-binding.js';
import { EvenkeelError } from '../../errors.js';
import { principalOf } from '../authenticate.js';
import { parsed } from '../parsed.js';
import { callParams } from './bindings-api.js';

export type LineOptions<Line> = {
  readonly lines: (call: CallKey) => readonly Line[];
  /** How much of the customer's audio has been examined, milliseconds. */
  readonly examinedMs: (call: CallKey) => number;
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
};

type LineAnswer<Line> = { readonly streams: readonly Line[]; readonly customerExaminedMs: number };

const READ_LINE = {
  id: 'readLine',
  summary: 'How the audio of a call arrives, for installers: levels and roles, nothing that was said.',
  params: callParams,
  answers: {
    200: z.object({
      streams: z.array(z.looseObject({ connector: z.string(), channels: z.array(z.looseObject({})) })),
      customerExaminedMs: z.number(),
    }),
  },
  refusals: ['binding.call-unknown'],
} as const;

/** `GET /v1/calls/:platform/:callId/line`: how the call's audio arrives here, for installers. Levels, nothing said. */
export function lineRoute<Line>({
  lines,
  examinedMs,
  requireRight,
}: LineOptions<Line>): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get(
      '/v1/calls/:platform/:callId/line',
      { preHandler: requireRight('line.read'), config: { api: READ_LINE } },
      async (request): Promise<LineAnswer<Line>> => {
        const call = { tenant: principalOf(request).tenant, ...parsed(callParams, request.params) };
        const streams = lines(call);
        if (streams.length === 0) throw new EvenkeelError('binding.call-unknown');
        return { streams, customerExaminedMs: examinedMs(call) };
      },
    );
    done();
  };
}
