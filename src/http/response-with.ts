import { type IncomingMessage, ServerResponse } from 'node:http';

/** Responses that always carry these headers, whether a route, the framework or Node itself writes them. */
export function responseWith(headers: Readonly<Record<string, string>>): typeof ServerResponse {
  return class<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    constructor(...parameters: ConstructorParameters<typeof ServerResponse<Request>>) {
      super(...parameters);
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    }
  };
}
