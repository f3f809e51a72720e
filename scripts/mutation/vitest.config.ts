/** The tests in Node that mutations must break. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/model/{training,network,evaluation,data}/**/*.test.ts'],
    exclude: ['**/*.browser.test.ts', '**/*.long.test.ts', '**/*.browser.long.test.ts'],
    testTimeout: 30_000,
  },
});
