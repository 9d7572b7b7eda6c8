/** The project's layout: which folder may import what, and what belongs where. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { unexplainedCasts } from '../support/casts.ts';
import { lowerCaseConstants } from '../support/constants.ts';
import { importCircles } from '../support/import-circles.ts';
import { breaches } from '../support/import-table.ts';
import { usesOf } from '../support/source-uses.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
	.map((file) => file.replaceAll('\\', '/'))
	.filter((file) => /\.(tsx?|m?[jt]s|astro|mdx)$/.test(file));

describe('src/', () => {
	test('has a row in the import table for every folder, and keeps to it', () => {
		expect(sources.length).toBeGreaterThan(0);
		expect(sources.flatMap((file) => breaches(file, read(`src/${file}`)))).toEqual([]);
	});

	test('has no circle of imports, of types either', () => {
		expect(importCircles(sources, (file) => read(`src/${file}`))).toEqual([]);
	});

	test('has no file over 250 lines, but for those named here', () => {
		const MAY_BE_LONGER: Readonly<Record<string, string>> = {
			'protocols/table.ts': 'one table, a row a protocol',
		};
		const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
			.map((file) => file.replaceAll('\\', '/'))
			.filter((file) => /\.(tsx?|astro|css)$/.test(file) && !file.startsWith('examples/'));
		const long = files.filter((file) => read(`src/${file}`).split('\n').length > 251);
		// An exception that is no longer one goes.
		expect(long.toSorted()).toEqual(Object.keys(MAY_BE_LONGER).toSorted());
	});

	test('and its browser tests have no file over 250 lines', () => {
		const files = ['tests/e2e', 'tests/attack', 'tests/support/screen', 'tests/engines'].flatMap(
			(folder) =>
				readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
					.filter((file) => file.endsWith('.ts'))
					.map((file) => `${folder}/${file}`)
		);
		expect(files.filter((file) => read(file).split('\n').length > 251)).toEqual([]);
	});

	test('writes constants LIKE_THIS', () => {
		const found = sources
			.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('examples/'))
			.flatMap((file) => lowerCaseConstants(read(`src/${file}`)).map((name) => `${file}: ${name}`));
		expect(found).toEqual([]);
	});

	test('gives the reason beside each cast and each `!`', () => {
		const found = sources
			.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('examples/'))
			.flatMap((file) => unexplainedCasts(file, read(`src/${file}`)));
		expect(found).toEqual([]);
	});

	test('imports no package that package.json does not name', () => {
		const { dependencies, devDependencies } = JSON.parse(read('package.json'));
		// The site prints the programs in `examples/`; their packages are loaded by the tests alone.
		const isNamed = (file: string, name: string) =>
			name in dependencies || (file.startsWith('examples/') && name in devDependencies);
		const imported = sources.flatMap((file) =>
			usesOf(file, read(`src/${file}`)).flatMap((use) =>
				use.kind === 'import' && /^[@a-z]/.test(use.specifier) && !use.specifier.includes(':')
					? [{ file, name: /^(@[^/]+\/)?[^/]+/.exec(use.specifier)![0] }]
					: []
			)
		);
		expect(imported.filter(({ file, name }) => !isNamed(file, name))).toEqual([]);
	});

	const rooms = ['playground/', 'playground/tools/', 'figures/', 'run/'].flatMap((folder) =>
		readdirSync(`${root}src/${folder}`, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => folder + name)
	);
	const folders = [
		'sse',
		'chat',
		'protocols',
		'run',
		'demo',
		'examples',
		'figures',
		'playground',
		'build',
	];
	test.each([...folders, ...rooms])('%s/index.ts lists its whole API by name', (folder) => {
		const file = `src/${folder}/index.ts`;
		const { statements } = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext);
		const unnamed = statements.filter(
			(node) =>
				ts.isExportAssignment(node) ||
				(ts.isExportDeclaration(node) &&
					!(node.exportClause && ts.isNamedExports(node.exportClause)))
		);
		expect(statements.length).toBeGreaterThan(0);
		expect(
			unnamed.map((node) => node.kind),
			`${file} has a default export or \`export *\``
		).toEqual([]);
	});
});

describe('the top level', () => {
	test('holds what a reader should see first, and nothing else', () => {
		const made = new Set(['node_modules', 'dist']);
		const there = readdirSync(root).filter((name) => name[0] !== '.' && !made.has(name));
		expect(there.toSorted()).toEqual([
			'CONTRIBUTING.md',
			'Dockerfile',
			'LICENSE',
			'README.md',
			'astro.config.mjs',
			'package-lock.json',
			'package.json',
			'public',
			'src',
			'tests',
			'tsconfig.json',
		]);
	});

	test('has unit tests in folders named after those of src/', () => {
		const folders = readdirSync(`${root}tests/unit`, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => name);
		expect(folders.filter((name) => !existsSync(`${root}src/${name}`))).toEqual([]);
	});

	const locks = [
		'package-lock.json',
		'tests/support/lighthouse/package-lock.json',
		'tests/support/next/package-lock.json',
		'tests/support/runtimes/package-lock.json',
	];
	test.each(locks)('%s has each package’s address at npm’s own registry, and its hash', (lock) => {
		const { packages } = JSON.parse(read(lock)) as {
			packages: Record<
				string,
				{ name?: string; version: string; resolved?: string; integrity?: string; link?: boolean }
			>;
		};
		const fetched = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
		expect(fetched.length).toBeGreaterThan(30);
		const unchecked = fetched.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'));
		expect(
			unchecked.map(([path]) => path),
			'remove these entries and run `npm install --package-lock-only`'
		).toEqual([]);
		// npm puts the host that a machine is set to in the place of this one, and of no other.
		const addressOf = (name: string, version: string) =>
			`https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
		const elsewhere = fetched.filter(
			([path, { name = path.split('node_modules/').at(-1) ?? '', version, resolved }]) =>
				resolved !== addressOf(name, version)
		);
		expect(elsewhere.map(([path, { resolved }]) => `${path}: ${resolved}`)).toEqual([]);
	});

	// Lighthouse is JavaScript alone, the same on every system.
	test.each(locks.filter((lock) => !lock.includes('lighthouse')))(
		'%s has the builds for other systems, without which `npm ci` refuses',
		(lock) => {
			const { packages } = JSON.parse(read(lock)) as {
				packages: Record<
					string,
					{ version: string; optionalDependencies?: Record<string, string> }
				>;
			};
			const locked = new Set(
				Object.entries(packages).map(
					([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`
				)
			);
			const builds = Object.values(packages).flatMap((entry) =>
				// A range may be met by another version; builds are named exactly.
				Object.entries(entry.optionalDependencies ?? {}).filter(([, range]) => /^\d/.test(range))
			);
			expect(builds.length).toBeGreaterThan(0);
			const missing = builds.map((build) => build.join('@')).filter((build) => !locked.has(build));
			expect(
				missing,
				'a registry without them gives a lock without them; add them by hand'
			).toEqual([]);
		}
	);
});

describe('importCircles()', () => {
	const code: Record<string, string> = {
		'a/one.ts': `import { two } from './two.ts';`,
		'a/two.ts': `import type { Three } from '../b/three.ts';`,
		'b/three.ts': `export { one } from '../a/one.ts';`,
		'b/four.ts': `import './three.ts'; await import('./five.ts'); import 'react';`,
		'b/five.ts': `import { four } from './four.ts';`,
	};

	test('finds what leads back to itself by imports, types and re-exports, and by nothing that waits', () => {
		const circles = importCircles(Object.keys(code), (file) => code[file] ?? '');
		expect(circles.map((circle) => circle.toSorted())).toEqual([
			['a/one.ts', 'a/two.ts', 'b/three.ts'],
			['a', 'b'],
		]);
	});

	test('finds rooms that need each other through files that do not, be it for a type', () => {
		const files: Record<string, string> = {
			'playground/form/a.ts': `import type { B } from '../keys/b.ts';`,
			'playground/form/b.ts': ``,
			'playground/keys/a.ts': `import { b } from '../form/b.ts';`,
			'playground/keys/b.ts': ``,
			'run/index.ts': `export { a } from './replay/index.ts';`,
			'run/replay/index.ts': `import type { T } from '../types.ts'; export const a = 1;`,
			'run/types.ts': ``,
		};
		const circles = importCircles(Object.keys(files), (file) => files[file] ?? '');
		expect(circles.map((circle) => circle.toSorted())).toEqual([
			['playground/form', 'playground/keys'],
		]);
	});
});

/** What the table says of made-up sources: each rule is shown to fail, and what it must let through. */
describe('breaches()', () => {
	test.each<[file: string, code: string, fault: string]>([
		['sse/a.ts', `import { x } from '../chat/index.ts';`, 'imports `../chat/index.ts`'],
		['sse/a.ts', `import type { X } from 'openai';`, 'imports `openai`'],
		['sse/a.ts', `import { x } from 'node:fs';`, 'imports `node:fs`'],
		['sse/a.ts', `document.title;`, 'uses the global `document`'],
		['sse/a.ts', `new ReadableStream();`, 'uses the global `ReadableStream`'],
		['chat/a.ts', `import OpenAI from 'openai';`, 'imports `openai`'],
		['chat/a.ts', `import { memo } from 'react';`, 'imports `react`'],
		['chat/a.ts', `new Date(5);`, 'uses the global `Date`'],
		['chat/a.ts', `fetch('/');`, 'uses the global `fetch`'],
		['chat/a.ts', `const x = { fetch };`, 'uses the global `fetch`'],
		['run/a.ts', `globalThis.fetch('/');`, 'uses the global `fetch`'],
		['run/a.ts', `globalThis['fetch']('/');`, 'uses the global `globalThis`'],
		['run/a.ts', `globalThis.Date.now();`, 'uses the global `Date`'],
		['chat/a.ts', `console.log(1);`, 'uses the global `console`'],
		['chat/a.ts', `import { x } from '../sse/lines.ts';`, 'past `sse/index.ts`'],
		['chat/a.ts', `export * from '../run/index.ts';`, 'imports `../run/index.ts`'],
		['run/a.ts', `Date.now();`, 'uses the global `Date`'],
		['run/a.ts', `new Date();`, 'uses the global `Date`'],
		['run/a.ts', `performance.now();`, 'uses the global `performance`'],
		['run/a.ts', `(run) => fetch(run);`, 'uses the global `fetch`'],
		['run/a.ts', `await import('../demo/index.ts');`, 'imports `../demo/index.ts`'],
		['demo/a.ts', `import { createFrameDecoder } from '../sse/index.ts';`, 'createFrameDecoder'],
		['demo/a.ts', `import { judge } from '../chat/index.ts';`, 'imports more than types'],
		['demo/a.ts', `import { readFile } from 'node:fs/promises';`, 'imports `node:fs/promises`'],
		['demo/a.ts', `import { x } from './node/x.ts';`, 'imports `./node/x.ts`'],
		['demo/a.ts', `process.env;`, 'uses the global `process`'],
		['examples/a.mjs', `import { x } from '../sse/index.ts';`, 'imports `../sse/index.ts`'],
		['examples/index.ts', `import.meta.glob('../run/*')`, 'imports `../run/*`'],
		['playground/a.tsx', `import x from '../demo/node.ts';`, 'past `demo/index.ts`'],
		['playground/a.tsx', `import { x } from './form/x.ts';`, 'past `playground/form/index.ts`'],
		['playground/form/a.ts', `import type { X } from '../state/x.ts';`, 'past `playground/state/i'],
		['run/run.ts', `export { x } from './replay/tape.ts';`, 'past `run/replay/index.ts`'],
		['run/import/a.ts', `import { x } from '../replay/tape.ts';`, 'past `run/replay/index.ts`'],
		['figures/a.ts', `import { x } from '../playground/frames/ink.ts';`, 'past `playground/frames'],
		['components/A.astro', `---\nimport { x } from '../figures/cut.ts';\n---\n`, 'past `figures/'],
		['playground/tools/x.ts', `import { y } from './time/y.ts';`, 'past `playground/tools/time/i'],
		['playground/tools/code/x.ts', `export { y } from '../y.ts';`, 'past `playground/tools/index'],
		[
			'playground/a.tsx',
			`type X = import('../components/x.ts').X;`,
			'imports `../components/x.ts`',
		],
		['playground/a.tsx', `import { x } from '../examples/index.ts';`, 'imports `../examples/index'],
		['components/A.astro', `---\nimport '../run/index.ts';\n---\n`, 'imports `../run/index.ts`'],
		['components/A.astro', `<p>1</p>\n<script>\nimport '../demo/index.ts';\n</script>`, ':3 '],
		[
			'components/A.astro',
			`---\nimport { createDemoHandler } from '../demo/index.ts';\n---\n`,
			'imports createDemoHandler',
		],
		[
			'components/a.ts',
			`import * as demo from '../demo/index.ts';`,
			'imports `../demo/index.ts` whole',
		],
		['content/a.mdx', `# A\n\nimport { x } from '../playground/index.ts';\n\nB`, ':3 imports'],
		['content/a.mdx', `import '../../package.json';`, 'which is outside src'],
		['new/a.ts', ``, 'the import table has no row for `new`'],
	])('%s may not have %j', (file, code, fault) => {
		expect(breaches(file, code).join('\n')).toContain(fault);
		expect(breaches(file, code)).toHaveLength(1);
	});

	test.each([
		['chat/a.ts', `import { y } from '../sse/index.ts';`],
		['run/a.ts', `function run({ fetch }: { fetch: typeof globalThis.fetch }) { fetch('/'); }`],
		[
			'run/a.ts',
			`new Date(5).toISOString(); Date.parse('2026-11-01'); ({ performance: 1 }).performance;`,
		],
		['run/a.ts', `const clock: { Date: number } = { Date: 1 }; const { document: y } = clock;`],
		['demo/a.ts', `import { encodeFrame, type Frame } from '../sse/index.ts'; import 'hono/cors';`],
		['demo/node.ts', `import { x } from './node/x.ts'; import 'node:http'; process.exit();`],
		[
			'demo/node/a.ts',
			`import { x } from './b.ts'; import { y } from '../index.ts'; import 'node:net';`,
		],
		['examples/index.ts', `import.meta.glob(['./**/*', '!./index.ts'])`],
		['playground/a.tsx', `import { x } from '../examples/browser/a.js'; <p title="a">{1}</p>;`],
		['playground/form/a.ts', `import { x } from '../state/index.ts'; import '../format.ts';`],
		['playground/tools/x.ts', `import a from './time/a.css?url'; await import('./time/Time.tsx');`],
		['playground/tools/time/x.ts', `import { y } from './deeper/y.ts';`],
		['run/import/a.ts', `import { x } from '../types.ts';`],
		['components/A.astro', `---\nimport { Cut } from '../figures/Cut.tsx';\n---\n`],
		['components/A.astro', `---\nimport a from '../examples/python/a.py?raw';\n---\n<p>{a}</p>`],
		[
			'components/A.astro',
			`---\nimport { faultDescriptions, type FaultDescription } from '../demo/index.ts';\n---\n`,
		],
		[
			'content/a.mdx',
			"A\n\n```js\nimport x from 'anything';\n```\n\nimport B from '../components/B.astro';",
		],
	])('%s may have %j', (file, code) => {
		expect(breaches(file, code)).toEqual([]);
	});

	test('says where, what, and why', () => {
		expect(breaches('chat/timing.ts', '\nconst now = () => Date.now();')).toMatchInlineSnapshot(`
			[
			  "src/chat/timing.ts:2 uses the global \`Date\`. \`chat\` is a pure function of frames: the same recording must give the same message at any time, in any place.",
			]
		`);
	});
});

describe('lowerCaseConstants()', () => {
	test.each([
		[`const rowPx = 24;`, ['rowPx']],
		[`export const signs = /[*_]/;`, ['signs']],
		[`const most = { frames: 2 * 1024, reads: -1 } as const;`, ['most']],
		[`const words: ReadonlySet<string> = new Set(['a', 'b']);`, ['words']],
		[`const text = \`two\nlines\`; const ROW_PX = 24;`, ['text']],
		[`const decoder = new TextDecoder(); const double = (x: number) => 2 * x;`, []],
		[`function f() { const inside = 1; return inside; } let count = 0;`, []],
		[`const table = { row: makeRow() }; const [a, b] = [1, 2];`, []],
	])('%s', (code, names) => {
		expect(lowerCaseConstants(code)).toEqual(names);
	});
});

describe('unexplainedCasts()', () => {
	test.each([
		[`const a = b as C;`, ['a.ts:1 const a = b as C;']],
		[`f(\n\ta!.b\n);`, ['a.ts:2 a!.b']],
		[`const a = b as unknown as C;`, Array(2).fill('a.ts:1 const a = b as unknown as C;')],
		[`// It is one.\nconst a = b as C;`, []],
		[`const a = b as C; // It is one.`, []],
		[`// It is one.\nf(\n\tx,\n\tb as C\n);`, []],
		[`const a = ['http://b'] as const;`, []],
		[`const a = { b: 'http://c' as D };`, [`a.ts:1 const a = { b: 'http://c' as D };`]],
	])('%j', (code, casts) => {
		expect(unexplainedCasts('a.ts', code)).toEqual(casts);
	});
});
