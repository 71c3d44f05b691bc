import { z } from 'zod';
import type { RouteApi } from '../../http/route-api.js';
import { identifier } from '../../identifier.js';

const TYPE = 'application/scim+json';
const VERBS = { GET: 'read', POST: 'add', PUT: 'replace', PATCH: 'change', DELETE: 'remove' } as const;
const PARSED = ['people.filter-invalid', 'people.value-invalid'] as const;
const NAMED = ['people.not-found'] as const;
const UNSUPPORTED = /^\/(?:Me|Bulk|\.search)$/;

/** A SCIM route for `/openapi.json`. What resources hold is said by RFC 7643, and by this server's own `/Schemas`. */
export function scimApi(method: keyof typeof VERBS, path: string): RouteApi {
  const isSearch = path.endsWith('/.search');
  const what = path.replace('/:id', '').replace('/.search', '').slice(1);
  const name = (what || 'all').replace(/^\./, '');
  const verb = isSearch ? 'search' : VERBS[method];
  const isSupported = !UNSUPPORTED.test(path);
  return {
    id: `scim${capital(verb)}${capital(name)}${path.includes(':id') ? 'ById' : ''}`,
    summary: isSupported
      ? `${capital(verb)} ${name} (RFC 7644).`
      : `RFC 7644 has it; this server does not, and says so.`,
    ...(path.includes(':id') && { params: z.object({ id: identifier }) }),
    ...(method !== 'GET' && method !== 'DELETE' && { body: z.looseObject({}), bodyType: TYPE }),
    answers: isSupported ? { [statusOf(method, isSearch)]: method === 'DELETE' ? null : TYPE } : {},
    errors: 'scim',
    refusals: isSupported ? [...PARSED, ...(path.includes(':id') ? NAMED : [])] : ['people.not-implemented'],
  };
}

function statusOf(method: string, isSearch: boolean): number {
  if (method === 'DELETE') return 204;
  return method === 'POST' && !isSearch ? 201 : 200;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
