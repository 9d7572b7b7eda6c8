import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		root: new URL('..', import.meta.url).pathname,
		include: ['tests/{unit,conformance,examples}/**/*.test.ts'],
		// Programs are started as child processes on a machine that may be busy.
		testTimeout: 30_000,
	},
});
