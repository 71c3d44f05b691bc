import { readFile } from 'node:fs/promises';
import type { FastifyPluginCallback } from 'fastify';
import { EvenkeelError } from '../../errors.js';

const api = {
  id: 'readDemoCall',
  summary: 'The demo call, where the try page is on.',
  answers: { 200: 'audio/wav' },
  refusals: ['http.not-found'],
} as const;

/** The live view's page is hidden where the configuration does not switch it on; where it is on, it has a call to play. */
export function tryPageGate(options: {
  readonly isOn: boolean;
  /** WAV file of the demo call. */
  readonly demoCallPath: string;
}): FastifyPluginCallback {
  return (app, _options, done) => {
    if (options.isOn) {
      app.get('/demo-call.wav', { config: { openTo: 'everyone', api } }, async (_request, reply) => {
        const call = await readFile(options.demoCallPath).catch((cause: unknown) => {
          throw new EvenkeelError('http.not-found', options.demoCallPath, { cause });
        });
        return reply.type('audio/wav').send(call);
      });
    } else {
      for (const path of ['/try', '/try.html', '/demo-call.wav']) {
        app.get(path, { config: { openTo: 'everyone' } }, async () => {
          throw new EvenkeelError('http.not-found');
        });
      }
    }
    done();
  };
}
