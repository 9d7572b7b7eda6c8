import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnchorFinder } from '../../../src/build/anchors.ts';

let dir: string;
let isThere: ReturnType<typeof createAnchorFinder>;

beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'anchors-'));
	await mkdir(join(dir, 'faults'));
	await writeFile(join(dir, 'index.html'), '<!doctype html><h1 id="top">T</h1>');
	await writeFile(
		join(dir, 'faults/index.html'),
		'<!doctype html><h3 id="cut">cut</h3><p id="é">é</p><!-- <p id="gone"> -->'
	);
	isThere = createAnchorFinder(pathToFileURL(`${dir}/`));
});

afterAll(() => rm(dir, { recursive: true }));

describe('createAnchorFinder()', () => {
	test.each([
		['/faults/#cut', '', true],
		['/faults#cut', '', true],
		['#cut', 'faults', true],
		['#%C3%A9', 'faults', true],
		['/#top', 'faults', true],
		['/faults/#gone', '', false],
		['#top', 'faults', false],
		['#cut', '', false],
		['/nowhere/#cut', '', false],
		['/faults/', '', false],
		['https://elsewhere.test/faults/#cut', '', false],
		['http://[', '', false],
	])('of %s on page "%s" says %s', (link, slug, expected) => {
		expect(isThere({ link, slug })).toBe(expected);
	});

	test.each([
		['/docs/faults/#cut', 'docs', true],
		['#cut', 'docs/faults', true],
		['/docs/#top', 'docs/faults', true],
		['/faults/#cut', 'docs', false],
		['/docsfaults/#cut', 'docs', false],
	])('of %s on page "%s" under /docs says %s', (link, slug, expected) => {
		expect(createAnchorFinder(pathToFileURL(`${dir}/`), '/docs')({ link, slug })).toBe(expected);
	});
});
