import satisfies from 'spdx-satisfies';
import type { LockedPackage } from './locked-packages.js';

/** Licences that may be shipped: they ask for a notice, and for nothing of whoever uses Evenkeel. */
const SHIPPED = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'CC0-1.0',
];

/** Licences of tools, which leave nothing of theirs in what is shipped. */
const TOOLS = [...SHIPPED, 'MPL-2.0', 'Python-2.0', 'CC-BY-3.0', 'CC-BY-4.0'];

/** A package that is shipped under another licence, and how its terms are met. */
export type LicenceException = {
  readonly name: string;
  readonly licence: string;
  /** Printed in the notices. */
  readonly terms: string;
};

export const EXCEPTIONS: readonly LicenceException[] = [
  {
    name: 'codec-parser',
    licence: 'LGPL-3.0-or-later',
    terms:
      'It is a library of its own, unchanged, and used to read FLAC recordings; calls never reach it. You may replace it with another version: in an npm installation and in the image put yours in the place of the folder node_modules/codec-parser; for the executable, install your version in a checkout of the same release (npm install codec-parser@VERSION) and run scripts/build-executable. Nothing checks which version it is, and reverse engineering for debugging such changes is allowed. Its source is in that folder.',
  },
];

/** What is wrong with the licences, one sentence each; empty = nothing. */
export function licenceProblems(
  packages: readonly LockedPackage[],
  exceptions: readonly LicenceException[] = EXCEPTIONS,
): readonly string[] {
  const problems = packages.flatMap((entry) => problemOf(entry, exceptions));
  const unused = exceptions.filter(
    ({ name }) => !packages.some((entry) => entry.name === name && entry.isShipped),
  );
  return [
    ...problems,
    ...unused.map(
      ({ name }) => `${name}: the exception is not needed any more. Take it out of licence-rules.ts.`,
    ),
  ];
}

function problemOf(entry: LockedPackage, exceptions: readonly LicenceException[]): readonly string[] {
  const { name, version, licence, isShipped } = entry;
  const which = `${name} ${version}${isShipped ? ', which is shipped' : ', a tool'}`;
  if (licence === null) {
    // Of a tool that is built for another platform nothing is installed here.
    return !isShipped && entry.isOptional
      ? []
      : [`${which}: names no licence. Find out, or use another package.`];
  }
  const exception = exceptions.find((one) => one.name === name);
  if (isShipped && exception?.licence === licence) return [];
  return isOneOf(licence, isShipped ? SHIPPED : TOOLS)
    ? []
    : [`${which}: ${licence} is not among the licences that are allowed. Use another package.`];
}

function isOneOf(licence: string, allowed: readonly string[]): boolean {
  try {
    return satisfies(licence, [...allowed]);
  } catch {
    // No SPDX expression, such as "SEE LICENSE IN …" or "UNLICENSED": nobody can tell.
    return false;
  }
}
