/**
 * Tells whether `dist/` is what a build would give now, so that `npm start` builds only after a change.
 *
 * In      All that a build reads: sources, `public/`, the lock file, settings of the environment, and the commit, since
 *         pages say when they were last changed.
 * Out     A hash, kept under `node_modules/` by every build that ends well.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Files and folders, by their path from the root. Outside `src`, what the import table lets sources read. */
export const INPUTS: readonly string[] = [
	'.ci/astro.env',
	'astro.config.mjs',
	'package-lock.json',
	'package.json',
	'public',
	'src',
	'tests/gateway/requirements.txt',
	'tests/support/next/package-lock.json',
	'tests/support/runtimes/package-lock.json',
	'tsconfig.json',
];
const SETTINGS = ['BASE_PATH', 'EDIT_URL', 'SITE_URL'];

const keptIn = (root: string) => join(root, 'node_modules/.cache/streaming-docs/built');

export function fingerprintOf(root: string, env = process.env): string {
	const hash = createHash('sha256');
	for (const file of INPUTS.flatMap((input) => filesIn(root, input))) {
		hash
			.update(`${file}\0`)
			.update(readFileSync(join(root, file)))
			.update('\0');
	}
	for (const name of SETTINGS) hash.update(`${name}=${env[name] ?? ''}\0`);
	const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
	return hash.update(stdout ?? '').digest('hex');
}

function filesIn(root: string, path: string): string[] {
	const found = statSync(join(root, path), { throwIfNoEntry: false });
	if (!found?.isDirectory()) return found ? [path] : [];
	return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
		.filter((inside) => inside.isFile())
		.map((inside) => relative(root, join(inside.parentPath, inside.name)))
		.toSorted();
}

export function isBuilt(root: string): boolean {
	const kept = keptIn(root);
	if (!existsSync(kept) || !existsSync(join(root, 'dist/index.html'))) return false;
	return readFileSync(kept, 'utf8') === fingerprintOf(root);
}

/** Must be the last integration: what comes after it could still fail. */
export function keepFingerprint(
	root = fileURLToPath(new URL('../../', import.meta.url))
): AstroIntegration {
	let fingerprint = '';
	let isKept = false;
	return {
		name: 'keep-fingerprint',
		hooks: {
			'astro:config:done': ({ config }) => {
				isKept = fileURLToPath(config.outDir) === join(root, 'dist/');
			},
			'astro:build:start': () => {
				if (!isKept) return;
				// A build that is interrupted leaves half a site.
				rmSync(keptIn(root), { force: true });
				fingerprint = fingerprintOf(root);
			},
			'astro:build:done': () => {
				if (!isKept) return;
				mkdirSync(dirname(keptIn(root)), { recursive: true });
				writeFileSync(keptIn(root), fingerprint);
			},
		},
	};
}
