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
	/** The Python of the environment that has `tests/examples/requirements.txt`. */
	readonly python: Part;
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

/** The path of one part; throws what the set-up said where there is none. */
export function pathOf(part: keyof TestMachine): string {
	const found = testMachine()[part];
	if ('problem' in found) throw new Error(found.problem);
	return found.path;
}
