import type { FastifyPluginCallback } from 'fastify';
import { EvenkeelError } from '../../errors.js';

/** Hides the built page of the live view where the configuration does not switch it on. */
export function tryPageGate(isOn: boolean): FastifyPluginCallback {
  return (app, _options, done) => {
    if (!isOn) {
      for (const path of ['/try', '/try.html']) {
        app.get(path, { config: { openTo: 'everyone' } }, async () => {
          throw new EvenkeelError('http.not-found');
        });
      }
    }
    done();
  };
}
