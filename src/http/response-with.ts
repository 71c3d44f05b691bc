import { type IncomingMessage, ServerResponse } from 'node:http';

/** Responses that carry these headers from birth, whoever writes them: a route, the framework, or Node itself. */
export function responseWith(headers: Readonly<Record<string, string>>): typeof ServerResponse {
  return class<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    constructor(...parameters: ConstructorParameters<typeof ServerResponse<Request>>) {
      super(...parameters);
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    }
  };
}
