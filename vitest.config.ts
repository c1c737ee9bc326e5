import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{common,simulator,pskc,browser,portal-stub,desk,harness,cli,scripts}/**/*.test.ts'],
    // node-hid must not be terminated inside a worker thread, so tests run in forked processes.
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    isolate: true,
  },
});
