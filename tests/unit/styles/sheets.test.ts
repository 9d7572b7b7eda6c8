/** Style sheets in the source: who orders the layers, and how a sheet reaches a page. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LAYERS } from '../../../src/styles/index.ts';

const src = fileURLToPath(new URL('../../../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) =>
	file.replaceAll('\\', '/')
);
const read = (file: string) => readFileSync(src + file, 'utf8');
const withoutComments = (text: string) => text.replaceAll(/\/\*.*?\*\//gs, '');

/** `file: what it has`, for each match in files of these kinds. */
function finds(kind: RegExp, pattern: RegExp): string[] {
	return files
		.filter((file) => kind.test(file))
		.flatMap((file) =>
			[...withoutComments(read(file)).matchAll(pattern)].map(([text]) => `${file}: ${text}`)
		);
}

test("Starlight's layers stand in the order that Starlight gives them", () => {
	const css = readFileSync(
		new URL('../../../node_modules/@astrojs/starlight/dist/style/layers.css', import.meta.url),
		'utf8'
	);
	const order = /@layer ([^;{]+);/
		.exec(css)![1]!
		.split(',')
		.map((name) => name.trim());
	expect(LAYERS.slice(0, order.length)).toEqual(order);
	expect(LAYERS.slice(order.length).every((name) => name.startsWith('site.'))).toBe(true);
});

test('no sheet gives the layers an order of its own', () => {
	expect(finds(/\.(css|astro)$/, /@layer [^;{]+;/g)).toEqual([]);
});

test('every rule of a sheet stands in a declared layer', () => {
	const named = finds(/\.(css|astro)$/, /@layer ([^;{]+) \{/g);
	const known = new Set<string>(LAYERS);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter((text) => !known.has(/@layer ([^;{]+) \{/.exec(text)![1]!))).toEqual([]);
	// A package's sheet is given a layer where it is imported. One of ours has its own.
	expect(
		finds(
			/\.css$/,
			/@import (?!'\.\/[\w-]+\.css'(?: print)?;|'[^']+' layer\((?:site\.vendor|starlight\.core)\);).*/g
		)
	).toEqual([]);
	expect(finds(/\.(tsx?|astro|mdx)$/, /^import '[^.'][^']*\.css';/gm)).toEqual([]);
});

test('a lazy sheet comes through `late()` or `addSheet()`, and in no other way', () => {
	expect(finds(/\.tsx?$/, /\bprecedence=|rel="stylesheet"|rel = 'stylesheet'/g)).toEqual([
		// Written into pages by the build, for readers without scripts.
		'build/no-script.ts: rel="stylesheet"',
		"styles/sheets.ts: rel = 'stylesheet'",
	]);
	const lazy = finds(/\.tsx?$/, /import (\w+) from '[^']+\.css\?[^']*';/g);
	expect(lazy.length).toBeGreaterThan(0);
	for (const text of lazy) {
		const [file, name] = [text.split(': ')[0]!, /import (\w+)/.exec(text)![1]!];
		expect(text).toMatch(/\.css\?url&no-inline'/);
		expect(read(file), `${file} hands ${name} to late() or addSheet()`).toMatch(
			new RegExp(`\\b(?:late|addSheet)\\([^;]*\\b${name}\\b`)
		);
	}
});
