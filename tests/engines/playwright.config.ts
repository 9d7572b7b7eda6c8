/**
 * The core flows in each engine, over the built site: a project an engine.
 *
 * In      `dist/`, and the engines that `.ci/setup.mjs --tests` found or installed.
 */
import { defineConfig } from '@playwright/test';
import { cachePath } from '../support/machine.ts';
import { ENGINES, type Engine } from './names.ts';

export default defineConfig<object, { engine: Engine }>({
	testDir: '.',
	testMatch: '*.spec.ts',
	outputDir: cachePath('engines'),
	fullyParallel: true,
	workers: 2,
	retries: 0,
	timeout: 90_000,
	expect: { timeout: 15_000 },
	reporter: 'list',
	projects: ENGINES.map((engine) => ({ name: engine, use: { engine } })),
});
