/** The set-up: what it tries, in which order, and what it says before it changes the system. */
import { describe, expect, test, vi } from 'vitest';
import { installDebianPackage } from '../../.ci/setup/apt.mjs';
import { downloadArguments, firstThatWorks } from '../../.ci/setup/browser.mjs';
import { findEngine } from '../../.ci/setup/engines.mjs';

/** A system where a browser is there after `by`, if ever, and a log of what was done to it. */
function createSystem(by: 'start' | 'download' | 'apt' | 'never') {
	let isThere = by === 'start';
	const log: string[] = [];
	const way = (name: 'download' | 'apt') => () => {
		log.push(name);
		isThere ||= by === name;
		return { by: name, problem: by === name ? undefined : `${name} is not for this system` };
	};
	return {
		log,
		ways: [way('download'), way('apt')],
		find: () => (isThere ? '/the/browser' : undefined),
	};
}

describe('firstThatWorks()', () => {
	test.each([
		['start', []],
		['download', ['download']],
		['apt', ['download', 'apt']],
	] as const)('where a browser is there after %s, does %j and no more', (by, done) => {
		using printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
		const { ways, find, log } = createSystem(by);
		expect(firstThatWorks(ways, find)).toBe('/the/browser');
		expect(log).toEqual(done);
		// Each installation is reported once, with its source.
		expect(printed.mock.calls).toHaveLength(done.length > 0 ? 1 : 0);
	});

	test('names the engine, and what to do without it', () => {
		const { ways, find } = createSystem('never');
		const what = { name: 'WebKit', lookedFor: 'WebKitWebDriver on PATH', hint: 'Install it.' };
		expect(() => firstThatWorks(ways, find, what)).toThrow(
			/^No WebKit for the browser tests\.\n- not found: WebKitWebDriver on PATH\n/
		);
	});

	test('names every way and what came of it where none works', () => {
		const { ways, find } = createSystem('never');
		expect(() => firstThatWorks(ways, find)).toThrow(
			/download: download is not for this system\n- apt: apt is not for this system/
		);
	});
});

test('Playwright brings libraries of the system where CI is not root, and nowhere else', () => {
	const asked = [true, false].flatMap((isCI) =>
		[true, false].map((isRoot) => downloadArguments('webkit', { isCI, isRoot }).join(' '))
	);
	expect(asked).toEqual([
		'install --no-shell webkit',
		'install --no-shell --with-deps webkit',
		'install --no-shell webkit',
		'install --no-shell webkit',
	]);
});

test('who is not root is told what brings the libraries that an engine needs', async () => {
	vi.stubEnv('PATH', '');
	vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', '/dev/null');
	vi.stubEnv('PLAYWRIGHT_DOWNLOAD_HOST', 'http://127.0.0.1:1');
	using printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	using user = vi.spyOn(process, 'getuid').mockReturnValue(1000);
	await expect(findEngine('webkit')).rejects.toMatchObject({
		message: expect.stringContaining('apt-get install webkit2gtk-driver xvfb: apt-get needs root'),
		hint: expect.stringContaining('`sudo npx playwright install-deps webkit`'),
	});
	expect(user).toHaveBeenCalled();
	expect(printed).toHaveBeenCalledOnce();
	vi.unstubAllEnvs();
});

test('an engine that ENGINES leaves out is not looked for', async () => {
	vi.stubEnv('ENGINES', 'chromium');
	await expect(findEngine('webkit')).rejects.toThrow('webkit is left out.');
	vi.unstubAllEnvs();
});

describe('installDebianPackage()', () => {
	function createApt({ isRoot = true, hasAptGet = true } = {}) {
		const log: string[] = [];
		return {
			log,
			system: {
				hasAptGet: () => hasAptGet,
				isRoot: () => isRoot,
				run: (command: string, args: readonly string[]) => {
					log.push(`${command} ${args[0]}`);
					return { ok: true, stdout: '', output: '', why: '' };
				},
				say: (line: string) => void log.push(line),
			},
		};
	}

	test('says what it will do before it does it', () => {
		const { system, log } = createApt();
		expect(installDebianPackage('chromium', system)).toBeUndefined();
		expect(log).toEqual([
			'nothing else works here: installing the Debian package chromium, system-wide, with apt-get ...',
			'/usr/bin/apt-get update',
			'/usr/bin/apt-get install',
		]);
	});

	test.each([
		[{ isRoot: false }, 'apt-get needs root'],
		[{ hasAptGet: false }, 'this system has no apt-get'],
	])('does nothing and says why with %j', (given, why) => {
		const { system, log } = createApt(given);
		expect(installDebianPackage('chromium', system)).toBe(why);
		expect(log).toEqual([]);
	});
});

test('the set-up of a start, a build and a writer’s server asks for no browser, no Python, no linter', async () => {
	const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
	const { prestart, prebuild, predev, precheck, prelint, pretest } = manifest.scripts;
	expect({ prestart, prebuild, predev, precheck, prelint, pretest }).toEqual({
		prestart: 'node .ci/setup.mjs --build',
		prebuild: 'node .ci/setup.mjs',
		predev: 'node .ci/setup.mjs',
		precheck: 'node .ci/setup.mjs --development',
		prelint: 'node .ci/setup.mjs --development',
		pretest: 'node .ci/setup.mjs --tests',
	});
});
