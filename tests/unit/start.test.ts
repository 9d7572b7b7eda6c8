/** `npm start` in odd places and at odd moments. Only the build is a stand-in: the rest runs as it is. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { alone } from '../../.ci/setup/lock.mjs';
import { hintFor } from '../../.ci/setup/packages.mjs';
import { createStartFolder, type Started } from '../support/start-folder.ts';

const SITE = /Site +(http:\/\/localhost:\d+\/)/;

// Each start is a second's work, and many where others work as well.
describe('npm start', { timeout: 120_000 }, () => {
	let folder: ReturnType<typeof createStartFolder>;
	beforeEach(() => {
		folder = createStartFolder();
		return () => folder.close();
	});

	async function pageOf(started: Started): Promise<string> {
		const [, address = ''] = await started.until(SITE);
		return (await fetch(address)).text();
	}

	test('builds once for two at the same time, and the second says that it waits', async () => {
		const first = folder.start();
		await expect.poll(folder.builds, { timeout: 60_000 }).toBe(1);
		const second = folder.start();
		await second.until(/process \d+ sets up or builds here already; waiting for what it makes/);
		folder.letBuild();
		expect(await Promise.all([first, second].map(pageOf))).toEqual([
			'<h1>Built</h1>',
			'<h1>Built</h1>',
		]);
		expect(folder.builds()).toBe(1);
		expect(first.printed()).not.toContain('waiting');
	});

	test('waits for a build that `npm run build` has begun, and then starts with it', async () => {
		const build = folder.run('npm', ['run', 'build']);
		await expect.poll(folder.builds, { timeout: 60_000 }).toBe(1);
		const started = folder.start();
		await started.until(/waiting for what it makes/);
		folder.letBuild();
		expect(await build.ended).toBe(0);
		expect(await pageOf(started)).toBe('<h1>Built</h1>');
		expect(folder.builds()).toBe(1);
	});

	test('starts again without a build, and after one that was ended midway with a build', async () => {
		const cut = folder.start();
		await expect.poll(folder.builds, { timeout: 60_000 }).toBe(1);
		cut.end();
		await cut.ended;
		folder.letBuild();
		const next = folder.start();
		expect(await pageOf(next)).toBe('<h1>Built</h1>');
		expect(folder.builds()).toBe(2);
		const again = folder.start();
		expect(await pageOf(again)).toBe('<h1>Built</h1>');
		expect(folder.builds()).toBe(2);
	});

	test('finds a port that is taken before it builds', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		// An `AddressInfo` while a server listens on a port.
		const { port } = server.address() as AddressInfo;
		const started = folder.start({ PORT: String(port) });
		expect(await started.ended).not.toBe(0);
		server.close();
		expect(started.printed()).toContain(`Port ${port} is taken by another program.`);
		expect(folder.builds()).toBe(0);
	});

	test('names the variable for npm’s cache where the home folder cannot be written', async () => {
		// As before the first start: npm has to install.
		rmSync(folder.path('node_modules/.package-lock.json'));
		const started = folder.start({ HOME: '/dev/null' });
		expect(await started.ended).not.toBe(0);
		expect(started.printed()).toContain('`npm_config_cache=/tmp/npm-cache npm start`');
		expect(folder.builds()).toBe(0);
	});
});

test('a folder whose path Vite cannot build in is named', { timeout: 120_000 }, async () => {
	const folder = createStartFolder('100%-');
	const started = folder.start();
	expect(await started.ended).not.toBe(0);
	expect(started.printed()).toContain('Vite fails where the path has a "%". Rename or move');
	folder.close();
});

describe('hintFor()', () => {
	test.each([
		[['code EACCES', 'syscall mkdir', 'path /home/me/.npm', 'errno -13'], 'npm_config_cache='],
		[['code EROFS', 'syscall open', 'path /root/.npm/_cacache/tmp/x'], 'npm_config_cache='],
		[['code ECONNREFUSED', 'FetchError: request to http://a.test failed'], 'the npm registry'],
		[['code ENOSPC', 'syscall write', 'path /home/me/.npm'], 'Mend what npm names'],
	])('of %j speaks of %s', (said, hint) => {
		expect(hintFor(said)).toContain(hint);
	});
});

describe('alone()', () => {
	let lock = '';
	let parent = '';
	beforeEach(() => {
		parent = mkdtempSync(join(tmpdir(), 'lock-'));
		lock = join(parent, 'lock');
	});
	afterEach(() => rmSync(parent, { recursive: true }));

	test('lets one work after the other, also after one that failed', async () => {
		using printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
		let isWorking = false;
		const done: number[] = [];
		const work = (i: number) => async () => {
			expect(isWorking).toBe(false);
			isWorking = true;
			await Promise.resolve();
			isWorking = false;
			if (i === 0) throw new Error('It failed.');
			return done.push(i);
		};
		const all = [0, 1, 2].map((i) => alone(work(i), lock));
		const results = await Promise.allSettled(all);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
		expect(new Set(done)).toEqual(new Set([1, 2]));
		expect(printed).toHaveBeenCalledWith(
			`set-up: process ${process.pid} sets up or builds here already; waiting for what it makes ...`
		);
	});

	test('takes the lock of a process that is no more', async () => {
		const { pid } = spawnSync(process.execPath, ['--version']);
		symlinkSync(String(pid), lock);
		expect(await alone(() => Promise.resolve('done'), lock)).toBe('done');
		expect(() => readFileSync(lock)).toThrow('ENOENT');
	});

	test('works without one where nothing can be written', async () => {
		writeFileSync(lock, 'a file, so nothing can be inside');
		expect(await alone(() => Promise.resolve('done'), join(lock, 'lock'))).toBe('done');
	});
});
