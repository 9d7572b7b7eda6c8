/**
 * The site built for `/docs`, as Pages serves a project's site. It is built once for what it is made from, and kept.
 *
 * Out     The folder. `dist/` is not touched.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fingerprintOf } from '../../src/build/fingerprint.ts';
import { cachePath } from './machine.ts';

export const BASE = '/docs';
/** Of no server: its absolute links must be to this name. */
export const HOST = 'https://pages.test';
/** Where this build's pages can be edited; `dist/` is built without. */
export const EDIT_URL = 'https://git.test/owner/site/edit/main/';

export function buildForBase(): string {
	const root = fileURLToPath(new URL('../../', import.meta.url));
	const dist = cachePath('dist-for-docs');
	const kept = cachePath('dist-for-docs.built');
	// Nothing else: Vitest sets `NODE_ENV` and more that would change the build.
	const { PATH, HOME } = process.env;
	const env = {
		PATH,
		HOME,
		ASTRO_TELEMETRY_DISABLED: '1',
		BASE_PATH: BASE,
		EDIT_URL,
		OUT_DIR: dist,
		SITE_URL: HOST,
	};
	const fingerprint = fingerprintOf(root, env);
	if (existsSync(kept) && readFileSync(kept, 'utf8') === fingerprint) return `${dist}/`;
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['node_modules/astro/bin/astro.mjs', 'build'],
		{ cwd: root, env, encoding: 'utf8' }
	);
	if (status !== 0) throw new Error(`The site does not build for ${BASE}:\n${stdout}${stderr}`);
	writeFileSync(kept, fingerprint);
	return `${dist}/`;
}
