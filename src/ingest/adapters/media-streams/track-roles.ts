import type { Role } from '../../../core/audio/audio-frame.js';
import { ownField } from '../../../own-field.js';
import { firstAt } from '../../message-fields.js';
import { type Dialect, trackName } from './dialects.js';

const ROLES: readonly Role[] = ['customer', 'agent', 'mixed'];

/**
 * Who is on which track of this stream: the connector's map, limited to the tracks that the start message lists, with
 * `role_<track>` custom parameters on top. A track whose role was assigned to another takes the role that was freed.
 */
export function trackRoles(
  configured: Readonly<Record<string, Role>>,
  listed: readonly string[],
  attributes: Readonly<Record<string, string>>,
): ReadonlyMap<string, Role> {
  const known = Object.entries(configured).map(([name, role]) => [trackName(name), role] as const);
  const carried = known.filter(([name]) => listed.includes(name));
  const usual = new Map(carried.length > 0 ? carried : known);
  const roles = new Map(usual);
  for (const [track, role] of usual) {
    const wanted = ROLES.find((known) => known === ownField(attributes, `role_${track}`)?.toLowerCase());
    if (wanted === undefined) continue;
    for (const [other, taken] of roles) {
      if (other !== track && taken === wanted && ownField(attributes, `role_${other}`) === undefined)
        roles.set(other, role);
    }
    roles.set(track, wanted);
  }
  return roles;
}

/** Track names that a start message lists; empty where it lists none. */
export function listedTracks(start: unknown, dialect: Dialect): string[] {
  const tracks = firstAt(start, dialect.tracks);
  if (!Array.isArray(tracks)) return [];
  return tracks
    .slice(0, 8)
    .map((track: unknown) => firstAt({ track }, ['track.name', 'track']))
    .filter((name) => typeof name === 'string')
    .map(trackName);
}
