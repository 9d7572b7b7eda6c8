/**
 * Folders like those of readers: for each install line the programs that need it, beside the packages that
 * it brings. They are outside the project, in which Node would find all other packages too.
 *
 * In      the programs that Node runs, and the packages that `.ci/setup.mjs --tests` has copied.
 * Out     Vitest calls `setup()` once for all test files; `readerPath()` says where a program is.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf, installLines } from '../../.ci/setup/installs.mjs';
import { installOf } from '../../src/examples/installs.ts';
import testInstalls from './installs.json' with { type: 'json' };
import { cachePath, installPath } from './machine.ts';

const EXAMPLES = fileURLToPath(new URL('../../src/examples/', import.meta.url));
/** Workers inherit it from the process that calls `setup()`. */
const VARIABLE = 'READER_FOLDERS';
const NOTHING_TO_INSTALL = 'nothing';

/** The file that a page prints; a test's own program by its path from there. */
export const examplePath = (file: string) => join(EXAMPLES, file);

/** The install line of a printed program, or of one that only tests have. */
export function lineOf(file: string): string {
	const own = Object.entries<readonly string[]>(testInstalls).find(([, files]) =>
		files.includes(file)
	);
	return own?.[0] ?? installOf(file);
}

export function setup() {
	const root = mkdtempSync(join(tmpdir(), 'readers-'));
	process.env[VARIABLE] = root;
	mkdirSync(join(root, NOTHING_TO_INSTALL));
	for (const line of installLines()) {
		const folder = join(root, folderOf(line));
		mkdirSync(folder, { recursive: true });
		const modules = cachePath(`${folderOf(line)}/node_modules`);
		symlinkSync(modules, join(folder, 'node_modules'), 'junction');
	}
	const printed = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' });
	const own = Object.values(testInstalls).flat();
	for (const file of [...printed, ...own].filter((name) => /[/\\].*\.m?[jt]s$/.test(name))) {
		const name = file.replaceAll('\\', '/');
		copyFileSync(examplePath(file), join(folderFor(lineOf(name)), basename(file)));
	}
	return () => rmSync(root, { recursive: true });
}

/** Where a reader has the program. */
export function readerPath(file: string): string {
	const line = lineOf(file);
	if (line !== '') installPath(line); // says what to do where it is not there
	return join(folderFor(line), basename(file));
}

/** A folder in which Node finds what the line brings, and nothing else. */
export function folderFor(line: string): string {
	const root = process.env[VARIABLE];
	if (root === undefined)
		throw new Error(`${VARIABLE} is not set: \`setup()\` has not been called.`);
	return join(root, line === '' ? NOTHING_TO_INSTALL : folderOf(line));
}
