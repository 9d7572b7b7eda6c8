import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CACHED_FOR_EVER, headersFor } from '../../../src/build/hosting/headers.ts';
import { createDemoHandler } from '../../../src/demo/index.ts';
import {
	checkPort,
	readPort,
	startSite,
	type SiteOptions,
	type SiteServer,
} from '../../../src/demo/node.ts';
import { chatRequest, createHandClock } from '../../support/demo.ts';
import { serveHandler } from '../../support/loopback.ts';

const dist = mkdtempSync(join(tmpdir(), 'dist-'));
const pages: Readonly<Record<string, string>> = {
	'index.html': '<h1>Guide</h1>',
	'playground/index.html': '<h1>Playground</h1>',
	'404.html': '<h1>Not found</h1>',
	'_astro/page.Ab3_x-9z.js': 'export {};',
	'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
	'folder/file.txt': 'text',
	'sandbox.html': '<title>Sandbox</title>',
};

beforeAll(() => {
	for (const [file, content] of Object.entries(pages)) {
		mkdirSync(dirname(join(dist, file)), { recursive: true });
		writeFileSync(join(dist, file), content);
	}
});
afterAll(() => rmSync(dist, { recursive: true }));

const servers: SiteServer[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: SiteOptions = {}): Promise<string> {
	const server = await startSite({
		port: 0,
		dist,
		handler: createDemoHandler({ pace: 0 }),
		...options,
	});
	servers.push(server);
	return `http://localhost:${server.port}`;
}

/** Sends bytes as they are, which `fetch` would tidy up. */
async function exchange(origin: string, request: string): Promise<string> {
	const socket = connect(Number(new URL(origin).port), '127.0.0.1');
	socket.write(request);
	return text(socket);
}

const streaming = {
	body: JSON.stringify({
		model: 'qwen3-4b',
		stream: true,
		messages: [{ role: 'user', content: 'Tell me a story' }],
	}),
	method: 'POST',
};

/** Waits until `condition` holds, for a second at most. */
async function within1s(condition: () => boolean): Promise<boolean> {
	for (let waitedMs = 0; waitedMs < 1_000 && !condition(); waitedMs += 10) await delay(10);
	return condition();
}

describe('the site', () => {
	test('is served with its types, and nothing is guessed from content', async () => {
		const origin = await start();
		for (const [path, type, body] of [
			['/', 'text/html; charset=utf-8', pages['index.html']],
			['/playground/', 'text/html; charset=utf-8', pages['playground/index.html']],
			['/favicon.svg', 'image/svg+xml', pages['favicon.svg']],
			['/folder/file.txt', 'text/plain; charset=utf-8', 'text'],
		]) {
			const response = await fetch(origin + path);
			expect(response.status, path).toBe(200);
			expect(response.headers.get('content-type'), path).toContain(type);
			expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
			expect(response.headers.get('cache-control'), path).toBe('no-cache');
			expect(await response.text()).toBe(body);
		}
	});

	test('lets browsers cache files whose names change with their content', async () => {
		const origin = await start();
		const caching = async (path: string) =>
			(await fetch(origin + path)).headers.get('cache-control');
		expect(await caching('/_astro/page.Ab3_x-9z.js')).toBe('public, max-age=31536000, immutable');
		expect(await caching('/_astro/gone.js')).toBe('no-cache');
	});

	test('sends the headers that a host should, and lets only the site itself frame the sandbox', async () => {
		const origin = await start();
		for (const [path, isFound] of [
			['/', true],
			['/playground/', true],
			['/sandbox.html', true],
			['/_astro/page.Ab3_x-9z.js', true],
			['/_astro/gone.js', false],
			['/nothing', false],
		] as const) {
			const { headers } = await fetch(origin + path);
			for (const [name, value] of Object.entries(headersFor(path, { isFound }))) {
				expect(headers.get(name), `${name} of ${path}`).toBe(value);
			}
		}
	});

	test.each([
		['bytes=0-3', 206, '<svg', 'bytes 0-3/41'],
		['bytes=38-', 206, '"/>', 'bytes 38-40/41'],
		['bytes=-3', 206, '"/>', 'bytes 38-40/41'],
		['bytes=38-900', 206, '"/>', 'bytes 38-40/41'],
		['bytes=-900', 206, pages['favicon.svg'], 'bytes 0-40/41'],
		['bytes=41-', 416, '', 'bytes */41'],
		['bytes=-0', 416, '', 'bytes */41'],
		['bytes=3-0', 200, pages['favicon.svg'], null],
		['bytes=0-1,3-4', 200, pages['favicon.svg'], null],
		['lines=0-1', 200, pages['favicon.svg'], null],
		['bytes=x', 200, pages['favicon.svg'], null],
	])('answers the range %s with %i', async (range, status, body, contentRange) => {
		const response = await fetch(`${await start()}/favicon.svg`, { headers: { range } });
		expect(response.status).toBe(status);
		expect(response.headers.get('content-range')).toBe(contentRange);
		const received = await response.text();
		expect(received).toBe(body);
		expect(Number(response.headers.get('content-length'))).toBe(received.length);
	});

	test('has one ETag for a file, whether asked for whole, its head or a range, and answers 304 to it', async () => {
		const origin = await start();
		const ask = (headers: Record<string, string>, method = 'GET') =>
			fetch(`${origin}/favicon.svg`, { headers, method });
		const tag = (await ask({})).headers.get('etag') ?? '';
		expect(tag).toMatch(/^W\/"[\da-f]+-29"$/);
		expect((await ask({}, 'HEAD')).headers.get('etag')).toBe(tag);
		expect((await ask({ range: 'bytes=0-3' })).headers.get('etag')).toBe(tag);

		const unchanged = await ask({ 'if-none-match': tag });
		expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
		expect(unchanged.headers.get('etag')).toBe(tag);
		expect((await ask({ 'if-none-match': 'W/"0-29"' })).status).toBe(200);
		const hashed = `${origin}/_astro/page.Ab3_x-9z.js`;
		const cached = (await fetch(hashed)).headers.get('etag') ?? '';
		const again = await fetch(hashed, { headers: { 'if-none-match': cached } });
		expect([again.status, again.headers.get('cache-control')]).toEqual([304, CACHED_FOR_EVER]);
	});

	test('is compressed if that helps and the client accepts it; a stream of the demo API never is', async () => {
		writeFileSync(join(dist, 'long.html'), '<p>word</p>'.repeat(2_000));
		const origin = await start();
		const ask = async (path: string, accepted: string) => {
			const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: ${accepted}\r\nConnection: close\r\n\r\n`;
			return exchange(origin, head);
		};
		const packed = await ask('/long.html', 'gzip, br');
		expect(packed).toMatch(/^content-encoding: gzip\r$/im);
		expect(packed).toMatch(/^vary: Accept-Encoding\r$/im);
		expect(packed.length).toBeLessThan(1_500);
		expect(await ask('/long.html', 'identity')).toContain('<p>word</p>'.repeat(2_000));
		expect(await ask('/favicon.svg', 'gzip')).not.toMatch(/content-encoding/i);

		const stream = await fetch(`${origin}/v1/chat/completions`, {
			...streaming,
			headers: { 'Accept-Encoding': 'gzip' },
		});
		expect(stream.headers.get('content-encoding')).toBeNull();
		expect(await stream.text()).toContain('data: [DONE]');
	});

	test('redirects to the page if the trailing slash is missing', async () => {
		const origin = await start();
		const response = await fetch(`${origin}/playground`, { redirect: 'manual' });
		expect(response.status).toBe(301);
		expect(response.headers.get('location')).toBe('/playground/');
	});

	test.each([
		'/nothing',
		'/folder/',
		'/_astro/',
		'/folder',
		'/../node.test.ts',
		'/%2e%2e/%2e%2e/etc/passwd',
		'/..%2fetc/passwd',
		'/..\\etc\\passwd',
		'//etc/passwd',
		'/%',
		'/%00',
	])('shows its own page for %s: no listing, no file outside', async (path) => {
		const answer = await exchange(
			await start(),
			`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
		);
		expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
		expect(answer).not.toContain('root:');
		expect(answer).toMatch(/Not found|400 Bad Request/);
	});
});

describe('startSite()', () => {
	test('is reached by every name of this machine, and from no other machine', async () => {
		const { port } = new URL(await start());
		const local = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
		const loopback = local.filter(({ internal }) => internal);
		expect(loopback.map(({ address }) => address)).toContain('127.0.0.1');
		for (const { address, family } of loopback.filter(
			({ address: a }) => a === '127.0.0.1' || a === '::1'
		)) {
			const host = family === 'IPv6' ? `[${address}]` : address;
			expect((await fetch(`http://${host}:${port}/v1/models`)).status, host).toBe(200);
		}
		for (const { address, family } of local.filter(({ internal }) => !internal)) {
			if (family !== 'IPv4') continue;
			await expect(fetch(`http://${address}:${port}/`), address).rejects.toThrow('fetch failed');
		}
	});

	test('refuses a host name that is not this machine’s, for pages and for the API, unless it is configured', async () => {
		const ask = (origin: string, path: string, host: string) =>
			exchange(origin, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
		const origin = await start();
		for (const path of ['/', '/v1/models']) {
			for (const host of ['evil.example', 'localhost.evil.example:4321', '10.0.0.1']) {
				const answer = await ask(origin, path, host);
				expect(answer, `${path} at ${host}`).toMatch(/^HTTP\/1\.1 421 /);
				expect(answer).toContain(`was asked for ${host}`);
			}
			expect(await ask(origin, path, 'localhost:80'), path).toMatch(/^HTTP\/1\.1 200 /);
		}
		const told = await start({ hosts: ['docs.example.com'] });
		expect(await ask(told, '/', 'docs.example.com')).toMatch(/^HTTP\/1\.1 200 /);
		expect(await ask(told, '/', 'evil.example')).toMatch(/^HTTP\/1\.1 421 /);
	});

	test('serves the next request before each of 600 streams has had another write', async () => {
		let [streams, writes] = [0, 0];
		const endless = async () => {
			streams++;
			const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
				writes++;
				controller.enqueue(new Uint8Array(16));
			};
			return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
		};
		const origin = await start({ handler: endless });
		const sockets = Array.from({ length: 600 }, () => {
			const socket = connect(Number(new URL(origin).port), '127.0.0.1');
			socket.write('GET /v1/endless HTTP/1.1\r\nHost: localhost\r\n\r\n');
			socket.on('error', () => undefined).resume();
			return socket;
		});
		while (streams < sockets.length) await delay(5);
		const before = writes;
		// A redirect: a page would come from the disk, which is not ours to wait for.
		const answer = await exchange(
			origin,
			'GET /playground HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
		);
		expect(answer).toMatch(/^HTTP\/1\.1 301 /);
		expect(writes - before).toBeLessThan(sockets.length);
		for (const socket of sockets) socket.destroy();
	});

	test('says what to do when the port is taken', async () => {
		const { port } = new URL(await start());
		await expect(startSite({ dist, port: Number(port) })).rejects.toMatchObject({
			name: 'StartError',
			message: `Port ${port} is taken by another program. Choose another one: PORT=${Number(port) + 1} npm start`,
		});
	});

	test('finds a taken port before anything is built, and leaves a free one free', async () => {
		const { port } = new URL(await start());
		await expect(checkPort(port)).rejects.toThrow(`Port ${port} is taken by another program.`);
		await expect(checkPort('abc')).rejects.toThrow('PORT is "abc", which is not a port.');
		await servers.pop()?.close();
		await checkPort(port);
		servers.push(await startSite({ dist, port: Number(port) }));
	});

	test('says what to do when nothing was built', async () => {
		await expect(startSite({ dist: '/nowhere' })).rejects.toThrowErrorMatchingInlineSnapshot(
			`[StartError: There is no built site in /nowhere. Run \`npm run build\` first.]`
		);
	});

	test.each(['abc', '-1', '65536', '80.5', '1e3', ' 80'])('takes no PORT=%s', (port) => {
		expect(() => readPort(port)).toThrow(
			`PORT is "${port}", which is not a port. Give a whole number from 1 to 65535: PORT=4322 npm start`
		);
	});

	test('takes 4321 if PORT is not set', () => {
		expect([readPort(undefined), readPort(''), readPort('8080')]).toEqual([4321, 4321, 8080]);
	});

	test('answers 408 to a request that never ends', async () => {
		const origin = await start({ requestTimeoutMs: 100 });
		const sentAt = Date.now();
		const answer = await exchange(
			origin,
			'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n'
		);
		expect(answer).toMatch(/^HTTP\/1\.1 408 /);
		expect(Date.now() - sentAt).toBeLessThan(5_000);
	});
});

describe('the demo API over HTTP', () => {
	test('sends the same bytes as in the page', async () => {
		const origin = await start();
		const inPage = await createDemoHandler({ pace: 0 })(
			chatRequest({ stream: true, model: 'qwen3-4b' })
		);
		const overHttp = await fetch(`${origin}/v1/chat/completions`, streaming);
		expect(await overHttp.text()).toBe(await inPage.text());
		expect(overHttp.headers.get('x-request-id')).toBe(inPage.headers.get('x-request-id'));
	});

	test.each(['/faults/', '/faults/cut', '/faults/cut/', '/faults/cut/chat/completions', '/v1/'])(
		'answers %s as in the page, and not with a page of the site',
		async (path) => {
			const overHttp = await fetch(`${await start()}${path}`);
			const inPage = await createDemoHandler()(new Request(`http://demo.test${path}`));
			expect(overHttp.status).toBe(inPage.status);
			expect(await overHttp.text()).toBe(await inPage.text());
			expect(overHttp.headers.get('content-type')).toBe('application/json');
		}
	);

	test('sends the head immediately, and each chunk when it is due', async () => {
		const { clock, pending, next } = createHandClock();
		const origin = await start({ handler: createDemoHandler({ clock }) });
		const response = await fetch(`${origin}/v1/chat/completions`, streaming);
		expect(await within1s(() => pending() === 1)).toBe(true);
		const reader = response.body!.getReader();
		for (const word of ['"content":""', '"Once"', '" upon"']) {
			const read = reader.read();
			await within1s(() => pending() === 1);
			await next();
			expect(new TextDecoder().decode((await read).value)).toContain(word);
		}
		await reader.cancel();
	});

	test('clears its timers within a second after the client leaves', async () => {
		const { clock, pending } = createHandClock();
		const origin = await start({ handler: createDemoHandler({ clock }) });
		for (const body of [
			streaming.body,
			streaming.body.replace('"stream":true', '"stream":false'),
		]) {
			const client = new AbortController();
			const answer = fetch(`${origin}/v1/chat/completions`, {
				...streaming,
				body,
				signal: client.signal,
			});
			expect(await within1s(() => pending() === 1), body).toBe(true);
			client.abort();
			await expect(answer.then((response) => response.text())).rejects.toMatchObject({
				name: 'AbortError',
			});
			expect(await within1s(() => pending() === 0), body).toBe(true);
		}
	});

	test('waits for a client that does not read, and continues when it does', async () => {
		let made = 0;
		const endless = async () =>
			new Response(
				new ReadableStream(
					{
						pull(controller) {
							made += 65_536;
							controller.enqueue(new Uint8Array(65_536));
						},
					},
					{ highWaterMark: 0 }
				)
			);
		const origin = await start({ handler: endless });
		const client: Socket = connect(Number(new URL(origin).port), '127.0.0.1');
		client.write('GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n');
		client.pause();
		let before = -1;
		// The system's own buffers fill first; their size is not ours to know.
		while (made !== before) {
			before = made;
			await delay(300);
		}
		expect(made).toBeGreaterThan(0);
		expect(made, 'bytes made for a client that reads none').toBeLessThan(64 * 2 ** 20);
		client.resume();
		expect(await within1s(() => made > before)).toBe(true);
		client.destroy();
	});

	test('breaks the connection where the handler does, after sending everything before', async () => {
		const cut = Object.assign(new TypeError('network error'), { code: 'connection-cut' });
		const broken = async () =>
			new Response(
				new ReadableStream({
					start: (controller) => controller.enqueue(new TextEncoder().encode('data: half')),
					pull: (controller) => controller.error(cut),
				})
			);
		const origin = await start({ handler: broken });
		const raw = await exchange(origin, 'GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n');
		expect(raw).toMatch(/\r\n\r\na\r\ndata: half\r\n$/);
		const response = await fetch(`${origin}/v1/models`);
		await expect(response.text()).rejects.toThrow('terminated');
	});

	test('gives no answer at all if the handler cuts before the head', async () => {
		const cut = Object.assign(new TypeError('network error'), { code: 'connection-cut' });
		const origin = await start({ handler: () => Promise.reject(cut) });
		expect(await exchange(origin, 'GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
		await expect(fetch(`${origin}/v1/models`)).rejects.toThrow('fetch failed');
	});

	test.each(['cut', 'cut-between-frames', 'cut-before-first-byte', 'cut-before-head'])(
		'says nothing in the terminal of a connection that %s breaks',
		async (fault) => {
			using printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
			const alone = await serveHandler(createDemoHandler({ pace: 0 }));
			for (const origin of [await start(), alone.origin]) {
				for (const path of ['models', 'chat/completions']) {
					const init = path === 'models' ? {} : streaming;
					const answer = fetch(`${origin}/faults/${fault}/v1/${path}`, init);
					await expect(answer.then((response) => response.text())).rejects.toThrow(
						/^(?:terminated|fetch failed)$/
					);
				}
			}
			await alone.close();
			expect(printed.mock.calls).toEqual([]);
		}
	);

	test('prints an error of the handler that nobody expected, and answers 500', async () => {
		using printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const unexpected = new Error('a slip of ours');
		const origin = await start({ handler: () => Promise.reject(unexpected) });
		expect((await fetch(`${origin}/v1/models`)).status).toBe(500);
		expect(printed.mock.calls).toEqual([[unexpected]]);
	});

	test('also prints one that occurs midway, and breaks the connection', async () => {
		using printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const unexpected = new Error('a slip of ours');
		const failing = async () =>
			new Response(
				new ReadableStream({
					start: (controller) => controller.enqueue(new TextEncoder().encode('data: half')),
					pull: (controller) => controller.error(unexpected),
				})
			);
		const origin = await start({ handler: failing });
		const raw = await exchange(origin, 'GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n');
		expect(raw).toMatch(/\r\n\r\na\r\ndata: half\r\n$/);
		expect(printed.mock.calls).toEqual([[unexpected]]);
	});

	test('prints nothing when clients leave, before or after their whole request has arrived', async () => {
		using printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const { clock, pending } = createHandClock();
		const origin = await start({ handler: createDemoHandler({ clock }) });
		for (const missing of [0, 100]) {
			const client = connect(Number(new URL(origin).port), '127.0.0.1');
			const length = streaming.body.length + missing;
			client.write(
				'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n' +
					`Content-Length: ${length}\r\n\r\n${streaming.body}`
			);
			await delay(50);
			const waits = missing === 0 ? 1 : 0;
			expect(await within1s(() => pending() === waits)).toBe(true);
			client.destroy();
			await delay(50);
			expect(await within1s(() => pending() === 0)).toBe(true);
		}
		expect(printed.mock.calls).toEqual([]);
	});

	test('answers 413 to a large upload before all of it has arrived', async () => {
		const origin = await start();
		const response = await fetch(`${origin}/v1/chat/completions`, {
			method: 'POST',
			body: new Uint8Array(3 * 2 ** 20),
		});
		expect(response.status).toBe(413);
	});
});

describe('node src/demo/node.ts', () => {
	const program = fileURLToPath(new URL('../../../src/demo/node.ts', import.meta.url));
	const run = (port: string) =>
		spawn(process.execPath, [program, dist], {
			env: { ...process.env, PORT: port },
			stdio: 'pipe',
		});

	test('prints its address and nothing about a cut, and Ctrl-C ends it immediately, even with an open stream', async () => {
		const child = run('0');
		let printed = '';
		child.stdout.on('data', (data: Buffer) => (printed += data));
		const errors = text(child.stderr);
		while (!printed.includes('Ctrl-C')) {
			if (child.exitCode !== null) throw new Error(await errors);
			await delay(20);
		}
		const { port } = new URL(/http:\S+/.exec(printed)![0]);
		expect(printed.replaceAll(port, 'PORT')).toMatchInlineSnapshot(`
			"Site      http://localhost:PORT/
			Demo API  http://localhost:PORT/v1  (any key, or none)
			Ctrl-C ends it.
			"
		`);
		const cut = await fetch(
			`http://localhost:${port}/faults/cut;after=0/v1/chat/completions`,
			streaming
		);
		await expect(cut.text()).rejects.toThrow('terminated');
		const open = await fetch(`http://localhost:${port}/v1/chat/completions`, streaming);
		const sentAt = Date.now();
		child.kill('SIGINT');
		await expect(open.text()).rejects.toThrow('terminated');
		const code = await new Promise((resolve) => child.on('close', resolve));
		expect([code, await errors]).toEqual([0, '']);
		expect(Date.now() - sentAt).toBeLessThan(2_000);
	});

	test('ends with code 1 and a sentence when it cannot start', async () => {
		const { port } = new URL(await start());
		for (const taken of [port, 'abc']) {
			const child = run(taken);
			const [errors, code] = await Promise.all([
				text(child.stderr),
				new Promise((resolve) => child.on('close', resolve)),
			]);
			expect(code, errors).toBe(1);
			expect(errors).toMatch(/^(?:Port \d+ is taken|PORT is "abc").*npm start\n$/);
		}
	});
});
