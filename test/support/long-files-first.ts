import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects by how long one of their files may take, the longest first. */
const PROJECTS = ['system', 'browser', 'integration', 'unit'];
/** Whole checks against servers: minutes each, in files of a few lines, which vitest would begin last. */
const CHECKS = /\/test\/scripts\/check-/;

/** Begins with what takes longest, so that at the end no worker waits for another's minutes. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId, project }: TestSpecification): number {
  return CHECKS.test(moduleId) ? -1 : PROJECTS.indexOf(project.name);
}
