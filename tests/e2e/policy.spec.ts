/** The Content-Security-Policy of the built pages: it exists, no page violates it, and it works. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import {
	complaintsOf,
	pages,
	PLAYGROUNDS,
	SANDBOX_PAGE,
	SCHEMES,
	searchFor,
} from '../support/site.ts';

for (const path of pages) {
	for (const colorScheme of SCHEMES) {
		test(`${path} in ${colorScheme} loads without a complaint, search and menu used`, async ({
			page,
		}) => {
			await page.emulateMedia({ colorScheme });
			const complaints = await complaintsOf(page);
			await page.goto(path);
			await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
			const results = await searchFor(page, 'streaming');
			// Pagefind compiles its engine and starts a worker.
			await expect(results.first()).toBeVisible();
			await page.keyboard.press('Escape');

			await page.setViewportSize({ width: 390, height: 844 });
			await page.goto(path);
			await openMenu(page);
			expect(complaints).toEqual([]);
		});
	}
}

for (const path of PLAYGROUNDS) {
	test(`${path} runs the demo without a complaint`, async ({ page, playground }) => {
		const complaints = await complaintsOf(page);
		await playground.open(path);
		await playground.startLongRun();
		await playground.stopRun();
		expect(complaints).toEqual([]);
	});
}

/** Pages without a sidebar have no menu to open. */
async function openMenu(page: Page) {
	const button = page.getByRole('button', { name: 'Menu' });
	if ((await button.count()) === 0) return;
	await button.click();
	await expect(
		page.getByRole('navigation', { name: 'Main' }).getByRole('link').first()
	).toBeVisible();
}

test.describe('what the policy blocks', () => {
	// Trusted Types stand in front of these walls (trusted-types.spec.ts); here each has to hold by itself.
	test.beforeEach(async ({ page }) => {
		await page.route('/', async (route) => {
			const response = await route.fetch();
			const body = await response.text();
			const without = body.replace(
				"; require-trusted-types-for 'script'; trusted-types default",
				''
			);
			expect(without).not.toBe(body);
			await route.fulfill({ response, body: without });
		});
	});

	test('an inline script that the build did not hash', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		const ran = await page.evaluate(() => {
			const script = document.createElement('script');
			script.textContent = 'globalThis.injected = true';
			document.body.append(script);
			return 'injected' in globalThis;
		});
		expect(ran).toBe(false);
		await expect.poll(() => complaints.join()).toContain('policy: script-src-elem blocked inline');
	});

	test('an inline event handler', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		const ran = await page.evaluate(() => {
			document.body.insertAdjacentHTML('beforeend', '<b onclick="globalThis.injected = 1">b</b>');
			(document.body.lastElementChild as HTMLElement).click();
			return 'injected' in globalThis;
		});
		expect(ran).toBe(false);
		await expect.poll(() => complaints.join()).toContain('policy: script-src-attr blocked inline');
	});

	test('eval', async ({ page }) => {
		await page.goto('/');
		// From a script of the page's own origin: what DevTools evaluates is above the policy.
		await page.route('**/probe.js', (route) =>
			route.fulfill({
				contentType: 'text/javascript',
				body: 'try { eval("1"); document.title = "ran" } catch (e) { document.title = e.name }',
			})
		);
		await page.evaluate(() => {
			const script = document.createElement('script');
			script.src = '/probe.js';
			document.body.append(script);
		});
		await expect(page).toHaveTitle('EvalError');
	});

	test('an image or a frame from elsewhere', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		await page.evaluate(() => {
			const markup =
				'<img src="https://elsewhere.test/a.png"><iframe src="https://elsewhere.test/">';
			document.body.insertAdjacentHTML('beforeend', markup);
		});
		await expect
			.poll(() => complaints.join())
			.toContain('policy: img-src blocked https://elsewhere');
		await expect
			.poll(() => complaints.join())
			.toContain('policy: frame-src blocked https://elsewhere');
	});
});

test('the sandbox lets a Worker connect to nothing, whatever code it runs', async ({ page }) => {
	const asked: (string | undefined)[] = [];
	const server = createServer(({ url }, response) => {
		asked.push(url);
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('content-type', 'text/javascript');
		response.end('');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

	await page.goto('/playground/');
	await page.evaluate((address) => {
		const frame = document.createElement('iframe');
		frame.setAttribute('sandbox', 'allow-scripts');
		frame.src = address;
		document.body.append(frame);
	}, SANDBOX_PAGE);
	await expect.poll(() => page.frames().length).toBe(2);
	const frame = page.frames()[1]!;
	await frame.waitForLoadState();
	// A Worker with nothing taken away: here the policy alone stands between it and the server.
	const results = await frame.evaluate(async (address) => {
		const code = `const http = 'http://${address}';
			const refused = (go) => Promise.resolve().then(go).then(() => 'went through', () => 'refused');
			const ended = (made) => new Promise((resolve, reject) => { made.onopen = resolve; made.onerror = reject; });
			const tries = {
				fetch: () => fetch(http + '/fetch'),
				xhr: () => { const x = new XMLHttpRequest(); x.open('GET', http + '/xhr', false); x.send(); },
				scripts: () => importScripts(http + '/scripts'),
				module: () => import(http + '/module'),
				socket: () => ended(new WebSocket('ws://${address}/socket')),
				events: () => ended(new EventSource(http + '/events')),
				worker: () => ended(new Worker(http + '/worker')),
				data: () => import('data:text/javascript,1'),
				eval: () => eval('1'),
				storage: () => ended(indexedDB.open('x')),
			};
			(async () => {
				const results = {};
				for (const [name, go] of Object.entries(tries)) results[name] = await refused(go);
				postMessage(results);
			})();`;
		const worker = new Worker(URL.createObjectURL(new Blob([code])));
		return new Promise<Record<string, string>>((resolve) => {
			worker.addEventListener('message', ({ data }) => resolve(data));
		});
	}, host);
	expect(Object.entries(results).filter(([, result]) => result !== 'refused')).toEqual([]);
	expect(Object.keys(results)).toHaveLength(10);
	expect((await page.request.get(`http://${host}/control`)).ok()).toBe(true);
	expect(asked).toEqual(['/control']);
	server.close();
});
