import { defineConfig } from 'playwright/test';
import { runtime } from './tools/drive/runtime.ts';

// Each worker reads this file as well; the one that starts them says it once.
if (process.env.TEST_WORKER_INDEX === undefined)
  process.stdout.write(`End to end on ${runtime.name}: ${runtime.reason}\n`);

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/test/e2e',
  workers: 1,
  // Long enough for the longest wait that is promised, on a busy machine; what fails, fails by what it shows.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'out/test/e2e.json' }]],
});
