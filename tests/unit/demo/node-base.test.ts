/** `npm start` with a site that was built for a path. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSite, type SiteServer } from '../../../src/demo/node.ts';

const dist = mkdtempSync(join(tmpdir(), 'dist-'));
let server: SiteServer;
let origin: string;

beforeAll(async () => {
	mkdirSync(join(dist, 'python'));
	mkdirSync(join(dist, '_astro'));
	writeFileSync(join(dist, 'index.html'), '<h1>Guide</h1>');
	writeFileSync(join(dist, 'python/index.html'), '<h1>Python</h1>');
	writeFileSync(join(dist, '_astro/page.js'), 'export {};');
	writeFileSync(join(dist, 'sandbox.html'), '<title>Sandbox</title>');
	writeFileSync(join(dist, '404.html'), '<h1>No page here</h1>');
	server = await startSite({ port: 0, dist, base: '/docs' });
	origin = `http://localhost:${server.port}`;
});
afterAll(async () => {
	await server.close();
	rmSync(dist, { recursive: true });
});

const get = (path: string) => fetch(origin + path, { redirect: 'manual' });

test('serves the pages there, with the headers of each', async () => {
	const page = await get('/docs/');
	expect(await page.text()).toBe('<h1>Guide</h1>');
	expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
	expect(await (await get('/docs/python/')).text()).toBe('<h1>Python</h1>');
	const script = await get('/docs/_astro/page.js');
	expect(script.headers.get('cache-control')).toContain('immutable');
	const sandbox = await get('/docs/sandbox.html');
	expect(sandbox.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
	const missing = await get('/docs/nowhere/');
	expect([missing.status, await missing.text()]).toEqual([404, '<h1>No page here</h1>']);
});

test.each([
	['/', 302, '/docs/'],
	['/docs', 302, '/docs/'],
	['/docs/python', 301, '/docs/python/'],
])('%s leads into the site', async (path, status, location) => {
	const response = await get(path);
	expect([response.status, response.headers.get('location')]).toEqual([status, location]);
	expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('says where the site is to who asks beside it', async () => {
	for (const path of ['/python/', '/docsandmore/', '/favicon.svg']) {
		const response = await get(path);
		expect([response.status, await response.text()], path).toEqual([
			404,
			'There is no such page. The site is at /docs/\n',
		]);
	}
});

test('leaves the demo API where programs have its address from', async () => {
	expect((await get('/v1/models')).status).toBe(200);
	expect((await get('/faults')).status).toBe(200);
});
