/**
 * The printed page that shows Markdown while it arrives, with its packages beside it as an import map finds them. An
 * answer may hold anything: nothing of it runs, and nothing is fetched.
 */
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { installPath } from '../support/machine.ts';
import { serveHandler } from '../support/loopback.ts';
import { examplePath } from '../support/reader-folders.ts';
import { chunk, done } from '../examples/streams.ts';

const modules = installPath('npm install marked dompurify');

async function serveFile({ url }: Request): Promise<Response> {
	const path = normalize(new URL(url).pathname);
	const [, inModules] = /^\/node_modules\/(.*)/.exec(path) ?? [];
	const file = inModules ? join(modules, inModules) : examplePath(`browser${path}`);
	const type = path.endsWith('.html') ? 'text/html' : 'text/javascript';
	return new Response(await readFile(file), { headers: { 'content-type': type } });
}

const test = base.extend<{ site: string; requests: string[] }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern.
	async site({}, use) {
		const site = await serveHandler(serveFile);
		await use(site.origin);
		await site.close();
	},
	/** All that the page asks for, once the test has begun to. */
	async requests({ page }, use) {
		const requests: string[] = [];
		page.on('request', (request) => requests.push(request.url()));
		await use(requests);
	},
});

const MARKDOWN = [
	'# Title\n\nA *paragraph* with `code`, **bold** text and a [link][later].\n\n',
	'- one\n- two\n\n  still two\n- three\n\n',
	'| a | b |\n| - | -: |\n| 1 | 2 |\n| 3 | 4 |\n\n',
	'```js\nconst x = "<b>";\n\nlet y;\n```\n\n> quoted\n> on\n\nSetext\n======\n\n1. x\n2. y\n\n---\n\nEnd.\n\n',
	'[later]: https://example.com/page\n',
].join('');

const ATTACK = [
	'<img src="https://evil.example/1" onerror="stolen()">\n\n',
	'![text](https://evil.example/2)\n\n<script>stolen()</script>\n\n<svg onload="stolen()"></svg>\n\n',
	'[click](javascript:stolen()) [me](JaVaScRiPt&colon;stolen()) [too](data:text/html,x)\n\n',
	'<iframe srcdoc="<script>parent.stolen()</script>"></iframe><style>@import "https://evil.example/3";</style>\n\n',
	'<a href="https://good.example" onclick="stolen()" style="position:fixed" id="status">x</a>\n\n',
	'<form action="https://evil.example/4"><input name="q" autofocus onfocus="stolen()"></form>\n\n',
	'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=stolen()&gt;">\n\n',
	'<link rel="stylesheet" href="https://evil.example/5"><meta http-equiv="refresh" content="0;url=https://evil.example/6">\n',
].join('');

/** In the page: each piece as its own append. Returns what stands there before and after the end. */
async function show(page: Page, site: string, text: string, size: number) {
	await page.route('https://api.solidrust.ai/**', (route) => route.abort());
	page.on('dialog', (dialog) => void dialog.accept('sk-test'));
	await page.goto(`${site}/markdown.html`);
	return page.evaluate(
		async ([whole, length]) => {
			Object.assign(globalThis, { stolen: () => document.body.setAttribute('data-stolen', '') });
			const path = '/markdown.js';
			const { showMarkdown } = (await import(path)) as {
				showMarkdown(element: Element): { append(piece: string): void; end(): void };
			};
			const element = document.body.appendChild(document.createElement('section'));
			const answer = showMarkdown(element);
			let firstBlock: Node | null = null;
			for (let at = 0; at < whole.length; at += length) {
				answer.append(whole.slice(at, at + length));
				if (element.childElementCount > 2) firstBlock ??= element.firstElementChild;
			}
			const keptFirst = firstBlock === null || firstBlock === element.firstElementChild;
			const streamed = element.innerHTML;
			answer.end();
			return { keptFirst, streamed, ended: element.innerHTML };
		},
		[text, size] as const
	);
}

const flat = (html: string) => html.replaceAll(/\s+(?=<|$)/g, '');

for (const size of [1, 7, 10_000]) {
	test(`Markdown in pieces of ${size} becomes what it is as a whole`, async ({ page, site }) => {
		const { keptFirst, streamed, ended } = await show(page, site, MARKDOWN, size);
		expect(keptFirst, 'a block that is over is left alone').toBe(true);
		expect(ended).toContain('<a href="https://example.com/page">link</a>');
		expect(ended).toContain('<td align="right">4</td>');
		expect(ended.match(/<li>/g)).toHaveLength(5);
		// Before the end the link's address is not known yet, where it comes in a later block.
		const unlinked = ended.replace('<a href="https://example.com/page">link</a>', '[link][later]');
		expect([flat(ended), flat(unlinked)]).toContain(flat(streamed));
	});

	test(`an attack in pieces of ${size} neither runs nor fetches`, async ({
		page,
		site,
		requests,
	}) => {
		const { streamed, ended } = await show(page, site, ATTACK, size);
		for (const html of [streamed, ended]) {
			expect(html).not.toMatch(/<(?:img|script|svg|iframe|style|form|input|math|link|meta)/i);
			expect(html).not.toMatch(/\son\w+=|\s(?:style|id)=|javascript|href="data/i);
			expect(html).toContain('<a href="https://good.example">x</a>');
		}
		await page.waitForLoadState('networkidle');
		await expect(page.locator('[data-stolen]')).toHaveCount(0);
		const elsewhere = requests.filter((url) => /evil|data:text/.test(url));
		expect(elsewhere).toEqual([]);
	});
}

for (const [name, end, says] of [
	['a whole answer', chunk({}, 'stop') + done, ''],
	['a cut one', '', 'The answer is incomplete. Finish reason: null'],
] as const) {
	test(`markdown.html shows ${name} as it streams`, async ({ page, site }) => {
		const frames = (MARKDOWN.match(/[^]{1,9}/g) ?? [])
			.map((content) => chunk({ content }))
			.join('');
		await page.route('https://api.solidrust.ai/v1/chat/completions', (route) => {
			const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/event-stream' };
			return route.fulfill({ headers, body: frames + end });
		});
		page.on('dialog', (dialog) => void dialog.accept('sk-test'));
		await page.goto(`${site}/markdown.html`);
		await expect(page.locator('#answer table td').last()).toHaveText('4');
		await expect(page.getByRole('link', { name: 'link' })).toHaveAttribute(
			'href',
			'https://example.com/page'
		);
		await expect(page.getByRole('status')).toHaveText(says);
	});
}
