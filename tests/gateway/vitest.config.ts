import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		root: fileURLToPath(new URL('../..', import.meta.url)),
		include: ['tests/gateway/**/*.test.ts'],
		globalSetup: ['tests/support/reader-folders.ts', 'tests/gateway/setup.ts'],
		// LiteLLM tries twice more before it passes an error on: some seconds, on a busy machine many.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		// Each waits most of its time for LiteLLM, and LiteLLM is one process.
		maxConcurrency: 8,
		fileParallelism: false,
	},
});
