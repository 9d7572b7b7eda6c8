/**
 * What `.ci/setup.mjs --tests` found or installed for the tests: the only place they ask.
 *
 * Errors  throws, with what to do, where the set-up has not been run.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the thing is, or why this machine has none and what to do about it. */
export type Part = { readonly path: string } | { readonly problem: string };

export interface TestMachine {
	/** An executable Chromium or Chrome. */
	readonly browser: Part;
	/** By name, `firefox` and `webkit`: Playwright's own, or what drives the system's. */
	readonly engines?: Readonly<Record<string, Part>>;
	/** A folder with the packages of a Next.js app. */
	readonly next?: Part;
	/** By install line: the Python of its environment, or its `node_modules`. */
	readonly installs: Readonly<Record<string, Part>>;
	/** By language: what compiles or runs its programs. */
	readonly languages: Readonly<Record<string, Part>>;
	/** By name: what runs workers, other web servers, and linters. */
	readonly runtimes: Readonly<Record<string, Part>>;
}

/** The absolute path of a file that tests may write and nobody keeps. */
export function cachePath(name: string): string {
	return fileURLToPath(
		new URL(`../../node_modules/.cache/streaming-docs/${name}`, import.meta.url)
	);
}

export function testMachine(): TestMachine {
	const file = cachePath('test-machine.json');
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as TestMachine;
	} catch (cause) {
		throw new Error(
			`${file} cannot be read. Run \`node .ci/setup.mjs --tests\`, or \`npm test\`, which does.`,
			{ cause }
		);
	}
}

/** The path of the browser; throws what the set-up said where there is none. */
export function browserPath(): string {
	return pathOf(testMachine().browser);
}

/** The path of another engine; throws what the set-up said where there is none. */
export function enginePath(name: string): string {
	const part = testMachine().engines?.[name];
	if (part === undefined) throw new Error(`No ${name}. Run \`node .ci/setup.mjs --tests\`.`);
	return pathOf(part);
}

/** The folder of the Next.js app; throws what the set-up said where there is none. */
export function nextPath(): string {
	const { next } = testMachine();
	if (next === undefined) throw new Error('No Next.js. Run `node .ci/setup.mjs --tests`.');
	return pathOf(next);
}

/** The tool of a language, or a runtime; undefined where this machine has none, and its tests are to be skipped. */
export function toolOf(name: string): string | undefined {
	const part = toolsOf(testMachine())[name];
	return part && 'path' in part ? part.path : undefined;
}

/** What a test may need that not every machine has: `(needs NAME)`. */
export function toolsOf({ languages, runtimes }: TestMachine): Readonly<Record<string, Part>> {
	return { ...languages, ...runtimes };
}

/** Where an install line's Python is, or its `node_modules`. */
export function installPath(line: string): string {
	const part = testMachine().installs[line];
	if (part === undefined) {
		throw new Error(
			`No environment for \`${line}\`. Name it in src/examples/installs.json, then run ` +
				'`node .ci/setup.mjs --tests`.'
		);
	}
	return pathOf(part);
}

function pathOf(part: Part): string {
	if ('problem' in part) throw new Error(part.problem);
	return part.path;
}
