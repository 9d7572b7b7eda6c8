/** The built site on hosts that are not ours: nginx as the Dockerfile has it, `serve`, and Python's. */
import { headersFor } from '../../src/build/hosting/headers.ts';
import { startNginx, startPython, startServe } from '../support/hosts.ts';
import type { Loopback } from '../support/loopback.ts';
import { toolOf } from '../support/machine.ts';
import { clientCode } from '../support/screen/clients-tool.ts';
import { complaintsOf, pages, SANDBOX_PAGE, searchFor } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

interface Host {
	readonly start: () => Promise<Loopback>;
	/** Whether it shows our page for what is not there. */
	readonly has404: boolean;
	readonly markdown: string;
	/** Whether it compresses what a browser asks for. */
	readonly encoding: string | undefined;
}

const UTF8 = 'text/markdown; charset=utf-8';
const hosts: Readonly<Record<string, Host>> = {
	'nginx (needs nginx)': { start: startNginx, has404: true, markdown: UTF8, encoding: 'gzip' },
	'serve (needs serve)': { start: startServe, has404: true, markdown: UTF8, encoding: 'br' },
	'http.server of Python': {
		start: startPython,
		has404: false,
		markdown: 'text/markdown',
		encoding: undefined,
	},
};

for (const [name, { start, has404, markdown, encoding }] of Object.entries(hosts)) {
	test.describe(() => {
		test.describe.configure({ mode: 'default' });
		const [, needed] = /\(needs (\w+)\)/.exec(name) ?? [];
		test.skip(needed !== undefined && toolOf(needed) === undefined);
		let host: Loopback;
		test.beforeAll(async () => {
			host = await start();
		});
		test.afterAll(() => host?.close());

		test(`every page comes, and what is not there is not found, on ${name}`, async ({
			request,
		}) => {
			for (const path of pages) {
				const response = await request.get(host.origin + path);
				expect(response.status(), path).toBe(200);
				expect(response.headers()['content-type'], path).toMatch(/^text\/html\b/);
				expect(response.headers()['content-encoding'], path).toBe(encoding);
			}
			for (const path of ['/nothing', '/python/nothing', '/_astro/gone.js', '/nothing.md']) {
				const response = await request.get(host.origin + path);
				expect(response.status(), path).toBe(404);
				expect((await response.text()).includes('No page here'), path).toBe(has404);
			}
		});

		test(`Markdown has its type, on ${name}`, async ({ request }) => {
			for (const path of ['/index.md', '/python.md']) {
				const response = await request.get(host.origin + path);
				expect(response.headers()['content-type'], path).toBe(markdown);
				expect(await response.text()).toContain('# ');
			}
		});

		test(`search, playground and sandbox work without a complaint, on ${name}`, async ({
			page,
			playground,
		}) => {
			const complaints = await complaintsOf(page);
			const { clients } = playground.tools;
			await playground.open(`${host.origin}/playground/`);
			await playground.runWithFault('burst');
			await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });
			await playground.tools.open('Clients');
			await clients.runCode(clientCode("  yield 'from the sandbox';"));
			await expect(await clients.openText('Yours')).toContainText('from the sandbox');
			await expect((await searchFor(page, 'streaming')).first()).toBeVisible();
			expect(complaints).toEqual([]);
		});
	});
}

test.describe(() => {
	test.skip(toolOf('nginx') === undefined);
	let host: Loopback;
	test.beforeAll(async () => {
		host = await startNginx();
	});
	test.afterAll(() => host?.close());

	test('nginx (needs nginx) leads to a page without naming its own port', async ({ request }) => {
		const response = await request.get(`${host.origin}/python`, { maxRedirects: 0 });
		expect([response.status(), response.headers()['location']]).toEqual([301, '/python/']);
	});

	test('the headers of nginx (needs nginx) are those of npm start', async ({ request }) => {
		const home = await (await request.get(host.origin)).text();
		const hashed = /\/_astro\/[\w.-]+\.js/.exec(home)?.[0];
		expect(hashed).toBeDefined();
		const there = ['/', '/playground/', SANDBOX_PAGE, '/python.md', hashed ?? ''];
		for (const path of [...there, '/nothing', '/_astro/gone.js']) {
			const headers = (await request.get(host.origin + path)).headers();
			const wanted = headersFor(path, { isFound: there.includes(path) });
			for (const [name, value] of Object.entries(wanted)) {
				expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
			}
		}
	});
});
