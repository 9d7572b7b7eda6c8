import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		root: fileURLToPath(new URL('..', import.meta.url)),
		include: ['tests/{unit,conformance,examples}/**/*.test.ts'],
		// Programs are started as child processes on a machine that may be busy.
		testTimeout: 30_000,
		// Otherwise one core is left free: on two, files would take turns, and half of them wait for programs.
		maxWorkers: '100%',
		globalSetup: 'tests/support/reader-folders.ts',
		setupFiles: ['tests/support/repeatable.ts'],
	},
});
