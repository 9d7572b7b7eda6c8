import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fingerprintOf, INPUTS, isBuilt, keepFingerprint } from '../../../src/build/fingerprint.ts';
import { outsideFiles } from '../../support/import-table.ts';

const roots: string[] = [];
afterEach(() => {
	vi.unstubAllEnvs();
	for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function write(root: string, file: string, text: string) {
	mkdirSync(dirname(join(root, file)), { recursive: true });
	writeFileSync(join(root, file), text);
}

function createProject(): string {
	const root = mkdtempSync(join(tmpdir(), 'fingerprint-'));
	roots.push(root);
	for (const file of ['astro.config.mjs', 'package-lock.json', 'tsconfig.json'])
		write(root, file, '');
	write(root, 'src/content/docs/index.mdx', '# Guide');
	write(root, 'public/favicon.svg', '<svg/>');
	return root;
}

/** A build as Astro runs it: what it calls before and after. */
function build(root: string, { dist = join(root, 'dist/'), isCut = false } = {}) {
	const { hooks } = keepFingerprint(root);
	const configured = hooks['astro:config:done'] as (options: { config: { outDir: URL } }) => void;
	const start = hooks['astro:build:start'] as () => void;
	const done = hooks['astro:build:done'] as () => void;
	configured({ config: { outDir: pathToFileURL(dist) } });
	start();
	write(dist, 'index.html', '<h1>Guide</h1>');
	if (!isCut) done();
}

describe('isBuilt()', () => {
	test('holds after a build, and until something changes that a build reads', () => {
		const root = createProject();
		expect(isBuilt(root)).toBe(false);
		for (const [change, file] of [
			['a page', 'src/content/docs/index.mdx'],
			['a new file', 'src/content/docs/new/page.mdx'],
			['what is copied', 'public/favicon.svg'],
			['packages', 'package-lock.json'],
			['the configuration', 'astro.config.mjs'],
		] as const) {
			build(root);
			expect(isBuilt(root), 'after a build').toBe(true);
			mkdirSync(dirname(join(root, file)), { recursive: true });
			appendFileSync(join(root, file), 'more');
			expect(isBuilt(root), change).toBe(false);
		}
	});

	test('does not hold once a file is renamed or removed', () => {
		const root = createProject();
		write(root, 'src/a.ts', 'same');
		build(root);
		rmSync(join(root, 'src/a.ts'));
		expect(isBuilt(root), 'removed').toBe(false);
		write(root, 'src/b.ts', 'same');
		expect(isBuilt(root), 'renamed').toBe(false);
	});

	test('does not hold without a site, or after a build that was cut', () => {
		const root = createProject();
		build(root);
		rmSync(join(root, 'dist'), { recursive: true });
		expect(isBuilt(root), 'no site').toBe(false);
		build(root);
		build(root, { isCut: true });
		expect(isBuilt(root), 'cut').toBe(false);
	});

	test('a build elsewhere changes nothing', () => {
		const root = createProject();
		build(root, { dist: join(root, 'other/') });
		expect(isBuilt(root)).toBe(false);
		build(root);
		build(root, { dist: join(root, 'other/') });
		expect(isBuilt(root)).toBe(true);
	});

	test.each(['BASE_PATH', 'EDIT_URL', 'SITE_URL'])('does not hold for another %s', (name) => {
		const root = createProject();
		build(root);
		vi.stubEnv(name, '/docs');
		expect(isBuilt(root)).toBe(false);
	});

	test('covers every file outside src/ that the import table lets a source read', () => {
		expect(outsideFiles.length).toBeGreaterThan(0);
		const covered = (file: string) =>
			INPUTS.some((input) => file === input || file.startsWith(`${input}/`));
		expect(outsideFiles.filter((file) => !covered(file))).toEqual([]);
	});

	test('other files, as tests, change nothing', () => {
		const root = createProject();
		const before = fingerprintOf(root);
		write(root, 'tests/unit/a.test.ts', 'test');
		write(root, 'README.md', 'text');
		expect(fingerprintOf(root)).toBe(before);
	});
});
