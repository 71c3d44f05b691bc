/**
 * Writes what goes along with a build: the bill of materials (CycloneDX) and the notices of third parties. Neither is
 * committed; the image, the executable and the release each make their own.
 *
 *   npx tsx scripts/supply-chain/write.ts FOLDER [ROOT]
 *
 * ROOT: where the packages are installed that are shipped; default: here.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from './bill-of-materials.js';
import { licenceProblems } from './licence-rules.js';
import { lockedPackages } from './locked-packages.js';
import { thirdPartyNotices } from './third-party-notices.js';

const [folder, root = '.'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say which folder to write to.');
const packages = lockedPackages('package-lock.json');
const problems = licenceProblems(packages);
if (problems.length > 0) throw new Error(problems.join('\n'));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), `${thirdPartyNotices(packages, root)}\n`);
writeFileSync(join(folder, 'bom.cdx.json'), `${JSON.stringify(billOfMaterials(packages), null, 2)}\n`);
