import type { Reporter, TestModule } from 'vitest/node';

/** Names the tests that passed only when they were tried again: each is a fault of the test or of the product. */
export default class RetriedTestsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests()].filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0),
    );
    if (retried.length === 0) return;
    console.log(`Passed or failed only after a retry (${retried.length}):`);
    for (const test of retried) console.log(`  ${test.module.relativeModuleId} > ${test.fullName}`);
  }
}
