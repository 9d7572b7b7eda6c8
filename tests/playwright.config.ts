/**
 * The built site in Chromium, as `npm start` serves it, on a port that the system gives.
 *
 * In      `dist/`, and the browser that `.ci/setup.mjs --tests` found or installed.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGUMENTS } from './support/chromium.ts';
import { browserPath, cachePath } from './support/machine.ts';

export default defineConfig({
	testDir: '.',
	testMatch: ['e2e/**/*.spec.ts', 'attack/**/*.spec.ts'],
	outputDir: cachePath('playwright'),
	fullyParallel: true,
	// Two cores are what the smallest machine has, and the tests wait more than they compute.
	workers: 2,
	// A test that passes at the second try has found something. `tests/run.ts` counts it as a failure.
	retries: 0,
	// Several times what an idle machine takes: a limit is for what hangs, not for what waits its turn.
	timeout: 60_000,
	expect: { timeout: 15_000 },
	reporter: 'list',
	use: {
		// Playwright fills in the variable from what the server prints, see `wait`.
		baseURL: `http://localhost:${process.env['SITE_PORT'] ?? '4321'}`,
		// Recording each test, kept or not, takes a quarter of its time. `--trace=retain-on-failure` does it.
		trace: 'off',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: browserPath(),
			args: CHROMIUM_ARGUMENTS,
		},
	},
	webServer: {
		command: `"${process.execPath}" src/demo/node.ts`,
		cwd: fileURLToPath(new URL('..', import.meta.url)),
		env: { PORT: '0' },
		wait: { stdout: /http:\/\/localhost:(?<site_port>\d+)/ },
		gracefulShutdown: { signal: 'SIGTERM', timeout: 3000 },
	},
});
