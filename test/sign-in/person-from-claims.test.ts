import { describe, expect, it } from 'vitest';
import { signInSection } from '../../src/config/sections/sign-in-section.js';
import { personFrom } from '../../src/sign-in/person-from-claims.js';

const mapping = (settings: object) => signInSection.parse({ tenant: 'acme', ...settings });
const KEYCLOAK = mapping({
  roleClaim: 'resource_access.evenkeel.roles',
  roles: { agent: ['agent'], lead: ['lead'], admin: ['admin'] },
  subjectClaim: 'preferred_username',
  teamsClaim: 'groups',
  teamsPrefix: '/teams/',
});
const ENTRA = mapping({
  tenant: null,
  tenantClaim: 'tid',
  subjectClaim: 'oid',
  roles: { agent: ['Evenkeel.Agent'], lead: ['Evenkeel.Lead'] },
});

describe('personFrom', () => {
  it('reads Keycloak’s claims', () => {
    const claims = {
      sub: '1f…',
      preferred_username: 'lea',
      resource_access: { evenkeel: { roles: ['lead'] }, account: { roles: ['admin'] } },
      groups: ['/teams/blue', '/teams/green', '/canteen'],
    };
    expect(personFrom(claims, KEYCLOAK, null)).toEqual({
      role: 'lead',
      tenant: 'acme',
      subject: 'lea',
      teams: ['blue', 'green'],
    });
    expect(personFrom(claims, KEYCLOAK, 'admin')).toBeNull();
  });

  it('reads Entra’s claims', () => {
    const claims = { oid: 'o-1', tid: 't-1', roles: ['Evenkeel.Agent', 'Evenkeel.Lead'] };
    expect(personFrom(claims, ENTRA, 'lead')).toEqual({
      role: 'lead',
      tenant: 't-1',
      subject: 'o-1',
      teams: [],
    });
    expect(personFrom(claims, ENTRA, null)?.role).toBe('agent');
  });

  it.each([
    ['no role', { oid: 'o', tid: 't' }],
    ['a role that nothing is said about', { oid: 'o', tid: 't', roles: ['Everything'] }],
    ['no tenant', { oid: 'o', roles: ['Evenkeel.Agent'] }],
    ['a tenant that is no text', { oid: 'o', tid: ['t'], roles: ['Evenkeel.Agent'] }],
    ['no subject', { tid: 't', roles: ['Evenkeel.Agent'] }],
    ['a subject that is too long', { oid: 'o'.repeat(129), tid: 't', roles: ['Evenkeel.Agent'] }],
    ['a role by inheritance', { oid: 'o', tid: 't', roles: { constructor: ['Evenkeel.Agent'] } }],
  ])('gives nothing for %s', (_what, claims) => {
    expect(personFrom(claims, ENTRA, null)).toBeNull();
  });

  it('takes a claim by its whole name before a path', () => {
    const settings = mapping({ roleClaim: 'https://acme.example/roles', roles: { agent: ['a'] } });
    expect(personFrom({ sub: 'x', 'https://acme.example/roles': 'a' }, settings, null)?.role).toBe('agent');
  });

  it('makes nobody anything by default', () => {
    expect(personFrom({ sub: 'x', roles: ['agent', 'lead', 'admin'] }, mapping({}), null)).toBeNull();
  });
});
