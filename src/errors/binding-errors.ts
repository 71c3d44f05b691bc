import type { ErrorRow } from './error-row.js';

/** Which agent is on which call. */
export const BINDING_ERRORS = {
  'binding.call-unknown': {
    http: 404,
    close: 1008,
    text: 'No agent is bound to this call. Announce the call first, or check platform and call id.',
  },
  'binding.not-kept': {
    http: 503,
    close: 1013,
    text: 'The database did not store it, so at most this node knows it: send it again.',
  },
  'binding.limit-reached': {
    http: 429,
    close: 1013,
    text: 'This tenant or agent has as many bindings or objections as are kept at one time: end calls that are over.',
  },
  'binding.taken': {
    http: 409,
    close: 1008,
    text: 'Another agent is already bound to this call by a trusted source, so a desktop cannot take it.',
  },
  'binding.call-over': {
    http: 409,
    close: 1008,
    text: 'The call is over. A call that ended with nobody on it can be bound for ten minutes after its end.',
  },
  'binding.ticket-missing': {
    http: 400,
    close: 1008,
    text: 'A desktop binds a call only with a binding ticket from its host: see docs/binding.md.',
  },
  'binding.ticket-invalid': {
    http: 403,
    close: 1008,
    text: 'The binding ticket is not for this call and this agent, or not from a binder: ask for a new one.',
  },
  'binding.tenant-mismatch': {
    http: 403,
    close: 1008,
    text: 'The call and the agent belong to different tenants. Use a token of the call’s tenant.',
  },
} as const satisfies Record<`binding.${string}`, ErrorRow>;
