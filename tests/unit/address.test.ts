import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { addressOf, readBasePath } from '../../src/address.ts';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

describe('addressOf()', () => {
	test.each([
		['/', '/', '/'],
		['/errors/#stalled', '', '/errors/#stalled'],
		['/', '/docs', '/docs/'],
		['/board.json', '/docs/', '/docs/board.json'],
		['/errors/', '/a/b', '/a/b/errors/'],
	])('of %s under "%s" is %s', (path, base, address) => {
		expect(addressOf(path, base)).toBe(address);
	});

	test('makes every link of the components: none is written out', () => {
		const written = ['components', 'figures', 'playground'].flatMap((folder) =>
			readdirSync(src + folder, { recursive: true, encoding: 'utf8' })
				.filter((file) => /\.(?:astro|tsx?)$/.test(file))
				.map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
				.filter((file) =>
					/\b(?:href|src)=\{?["'`]\/|env\.BASE_URL|fetch\(["'`]\//.test(
						readFileSync(src + file, 'utf8')
					)
				)
		);
		expect(written).toEqual([]);
	});
});

describe('readBasePath()', () => {
	test.each([
		[undefined, ''],
		['', ''],
		['/', ''],
		['/docs', '/docs'],
		['/docs/', '/docs'],
		['/a/b-c.d_e~f', '/a/b-c.d_e~f'],
		['/..docs', '/..docs'],
		['/v1-guide', '/v1-guide'],
	])('of %s is "%s"', (text, value) => {
		expect(readBasePath(text)).toEqual({ value });
	});

	test.each([
		'docs',
		'docs/',
		'//',
		'//host',
		'/a//b',
		'/..',
		'/a/../b',
		'/./a',
		'/docs?x',
		'/docs#x',
		'/a b',
		'/é',
		'/a\\b',
		'https://host/docs',
	])('refuses %s', (text) => {
		expect(readBasePath(text)).toEqual({ problem: expect.stringContaining(`"${text}"`) });
	});

	test('says what to give instead', () => {
		expect(readBasePath('docs')).toMatchInlineSnapshot(`
			{
			  "problem": "BASE_PATH is "docs", which is no path. Give one that begins with "/", has only letters, digits, "-", "_", "." and "~" between its slashes, and neither "." nor ".." as a part: BASE_PATH=/docs",
			}
		`);
		expect(readBasePath('/faults/')).toMatchInlineSnapshot(`
			{
			  "problem": "BASE_PATH is "/faults/", where \`npm start\` serves the demo API. Choose another path: BASE_PATH=/docs",
			}
		`);
	});
});
