/**
 * What pages say of packages: the line that installs what a program needs, which its tests run it with, and
 * the versions that they ran.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagesOf } from '../../.ci/setup/installs.mjs';
import { versionOf, type Registry } from '../../src/components/versions.ts';
import { examples, installOf } from '../../src/examples/index.ts';
import installs from '../../src/examples/installs.json' with { type: 'json' };
import { installPath } from '../support/machine.ts';
import { usesOf } from '../support/source-uses.ts';

const root = new URL('../../', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, root), 'utf8');
const lines = Object.keys(installs);
const namesIn = (line: string) => line.split(' ').slice(2);

const pages = readdirSync(new URL('src/content/docs/', root), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.mdx'))
	.map((name) => ({ name, text: file(`src/content/docs/${name}`) }));

describe('install lines', () => {
	test('name programs that there are, each once', () => {
		const named = Object.values(installs).flat();
		expect(named.filter((path) => !(`./${path}` in examples))).toEqual([]);
		expect(named).toEqual([...new Set(named)]);
	});

	const programs = Object.keys(examples).filter((path) => /\.(m?[jt]s|tsx)$/.test(path));
	/** The packages that a program imports, but for React, which its app has. */
	const importedBy = (path: string) =>
		usesOf(path, examples[path]!).flatMap((use) =>
			use.kind === 'import' && !/^(node:|\.|react$)/.test(use.specifier)
				? [/^(@[^/]+\/)?[^/]+/.exec(use.specifier)![0]]
				: []
		);

	test.each(programs)('bring what %s imports, and Node the rest', (path) => {
		const brought = namesIn(installOf(path.slice('./'.length)));
		expect(importedBy(path).filter((name) => !brought.includes(name))).toEqual([]);
	});

	test.each(lines.filter((line) => line.startsWith('npm')))(
		'`%s` brings no more than its programs need',
		(line) => {
			const imported = programs
				.filter((path) => installOf(path.slice('./'.length)) === line)
				.flatMap(importedBy);
			expect(new Set(namesIn(line))).toEqual(new Set(imported));
		}
	);

	// A program with a line that lacks something fails where it is run: it is run with nothing else.
	test.each(lines.filter((line) => line.startsWith('npm')))(
		'`%s` has a folder with nothing else',
		(line) => {
			const { packages } = JSON.parse(file('package-lock.json'));
			const paths = packagesOf(namesIn(line), packages);
			const there = readdirSync(installPath(line), { recursive: true, encoding: 'utf8' })
				.map((path) => `node_modules/${path}`.replaceAll('\\', '/'))
				.filter((path) => path in packages);
			expect(there.toSorted()).toEqual(paths);
			for (const path of paths) {
				const folder = path.slice('node_modules/'.length);
				const { version } = JSON.parse(
					readFileSync(`${installPath(line)}/${folder}/package.json`, 'utf8')
				);
				expect(version, path).toBe(packages[path].version);
			}
		}
	);

	test.each(lines.filter((line) => line.startsWith('pip')))(
		'`%s` has a Python with the versions that the pages name',
		(line) => {
			const code = 'import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))';
			const versions = execFileSync(installPath(line), ['-c', code, ...namesIn(line)], {
				encoding: 'utf8',
			});
			expect(versions.trim().split(' ')).toEqual(
				namesIn(line).map((name) => versionOf('pip', name))
			);
		}
	);

	test.each(pages)('$name prints that of each program before it', ({ text }) => {
		const shown = new Set(['']);
		const missing: string[] = [];
		for (const [, tag, path = ''] of text.matchAll(
			/<(Install|Example)\s+(?:for|file)="([^"]+)"/g
		)) {
			if (tag === 'Install') shown.add(installOf(path));
			else if (!shown.has(installOf(path))) missing.push(path);
		}
		expect(missing).toEqual([]);
		expect(text, 'none is typed by hand').not.toMatch(/^\s*(pip|npm) install/m);
	});
});

describe('packagesOf()', () => {
	const integrity = 'sha512-';
	const packages = {
		'node_modules/a': { integrity, dependencies: { b: '1', c: '1' } },
		'node_modules/a/node_modules/b': { integrity, dependencies: { d: '1' } },
		'node_modules/b': { integrity },
		'node_modules/c': {
			integrity,
			peerDependencies: { a: '1', e: '1', f: '1' },
			peerDependenciesMeta: { f: { optional: true } },
		},
		'node_modules/d': { integrity },
		'node_modules/e': { integrity },
		'node_modules/f': { integrity },
	};

	test('finds what Node would find from each package, and peers that it needs', () => {
		expect(packagesOf(['a'], packages)).toEqual(
			['a', 'a/node_modules/b', 'c', 'd', 'e'].map((path) => `node_modules/${path}`)
		);
	});

	test('names a package that the lock file does not have', () => {
		expect(() => packagesOf(['g'], packages)).toThrow('no package `g`');
	});
});

/** What texts call a package, and what its registry does. */
const NAMES: Readonly<Record<string, readonly [Registry, string]>> = {
	LiteLLM: ['pip', 'litellm'],
	'openai-python': ['pip', 'openai'],
	'openai-node': ['npm', 'openai'],
	'@ai-sdk/openai-compatible': ['npm', '@ai-sdk/openai-compatible'],
	httpx: ['pip', 'httpx'],
	'httpx-sse': ['pip', 'httpx-sse'],
	'eventsource-parser': ['npm', 'eventsource-parser'],
};
const NAMED = new RegExp(`(?<![\\w-])(${Object.keys(NAMES).join('|')}) (\\d+\\.\\d+\\.\\d+)`, 'g');

describe('versions on pages', () => {
	const npm = [
		'openai',
		'ai',
		'@ai-sdk/openai-compatible',
		'@ai-sdk/react',
		'react',
		'eventsource-parser',
		'hono',
	];

	test('are those that are installed', () => {
		for (const name of npm) {
			const { version } = JSON.parse(file(`node_modules/${name}/package.json`));
			expect(versionOf('npm', name), name).toBe(version);
		}
		expect(file('tests/gateway/requirements.txt')).toContain(
			`\nlitellm==${versionOf('pip', 'litellm')}\n`
		);
	});

	test('are those in the app in Next.js, which has a lock file of its own', () => {
		const { packages } = JSON.parse(file('tests/support/next/package-lock.json'));
		const { dependencies, devDependencies } = packages[''];
		for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
			expect(versionOf('npm', name), name).toBe(packages[`node_modules/${name}`].version);
		}
	});

	test('of a package that nobody pins stop the build', () => {
		expect(() => versionOf('npm', 'no-such-package')).toThrow('package-lock.json');
		expect(() => versionOf('pip', 'no-such-package')).toThrow('constraints.txt');
	});

	const tested =
		/(?<![\w@/-])(openai(-python|-node)?|@?[\w-]+\/(openai-compatible|react)|ai|next(\.js)?|react|httpx(-sse)?|eventsource-parser|hono|litellm|fastapi|starlette|uvicorn)`?\s+v?\d+\.\d+/gi;

	test.each(pages)('$name has none that was typed by hand', ({ text }) => {
		expect(text.match(tested) ?? []).toEqual([]);
	});

	test('are the same in what code says of packages, faults on pages among it', () => {
		const named = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(tsx?|astro)$/.test(name))
			.flatMap((name) => [...file(`src/${name}`).matchAll(NAMED)]);
		expect(named.length).toBeGreaterThan(2);
		for (const [words, name = '', version] of named) {
			const [registry, own] = NAMES[name] ?? [];
			expect(registry && own && versionOf(registry, own), words).toBe(version);
		}
	});

	test('would be found', () => {
		for (const words of ['openai 3.22.1', '`httpx-sse` 0.4', 'LiteLLM\n1.110.2', 'with ai 7.0.1']) {
			expect(words).toMatch(tested);
		}
	});
});
