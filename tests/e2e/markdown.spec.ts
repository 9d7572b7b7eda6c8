/** The site as Markdown: each page with its programs and faults, and the lists of pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { faultDescriptions } from '../../src/demo/index.ts';
import { clipboardOf, dist, pages } from '../support/site.ts';

const docs = new URL('../../src/content/docs/', import.meta.url);
const examples = new URL('../../src/examples/', import.meta.url);
const markdown = (slug: string) => readFileSync(`${dist}${slug}.md`, 'utf8');

/** Only words: Markdown escapes some characters and joins spaces. */
const words = (text: string) => text.replaceAll(/[\\`*_]/g, '').replaceAll(/\s+/g, ' ');

/** All but the 404 page, which has no address. */
const slugs = pages
	.filter((path) => path !== '/404.html')
	.map((path) => path.replaceAll(/^\/|\/$/g, '') || 'index');

test('every page exists as Markdown, and links to it in its head', () => {
	expect(slugs.length).toBeGreaterThan(10);
	for (const slug of slugs) {
		const html = readFileSync(`${dist}${slug === 'index' ? '' : `${slug}/`}index.html`, 'utf8');
		expect(html).toContain(`rel="alternate" type="text/markdown" href="/${slug}.md"`);
		expect(markdown(slug), slug).toMatch(/^# .+\n\n<http.+>\n\n\S/);
	}
});

test('the Markdown of a page contains every program that it prints, unchanged', () => {
	let programs = 0;
	for (const file of readdirSync(docs, { recursive: true, encoding: 'utf8' })) {
		if (!file.endsWith('.mdx')) continue;
		const source = readFileSync(new URL(file, docs), 'utf8');
		const printed = [...source.matchAll(/<Example\s+file="([^"]+)"/g)].map(([, name]) => name!);
		programs += printed.length;
		for (const name of printed) {
			const program = readFileSync(new URL(name, examples), 'utf8').trimEnd();
			expect(markdown(file.replace('.mdx', '')), `${file}: ${name}`).toContain(`\n${program}\n`);
		}
	}
	expect(programs).toBeGreaterThan(5);
});

test('the Markdown of the faults says for each what it does, who does it, and its base URL', () => {
	const text = markdown('test-your-client');
	for (const { name, what, seen, base } of faultDescriptions) {
		expect(text).toContain(`\n### ${name}\n`);
		expect(text).toContain(`\`http://localhost:4321${base}\``);
		for (const sentence of [what, seen]) expect(words(text)).toContain(words(sentence));
	}
});

test('the Markdown of a live part says what it sends, what goes wrong, and what is expected', () => {
	expect(markdown('connection-drops')).toContain(`
**Run** sends this request:

- Address: \`POST http://localhost:4321/faults/cut;after=20/v1/chat/completions\`
- Body: \`{"model":"vllm-primary","messages":[{"role":"user","content":"Tell me a story"}],"stream":true}\`
- Fault: The connection breaks in the middle of a frame.
- Expected: It keeps the text that came. It reports: The connection broke, so the answer is cut off. Outcome: \`truncated\`.

[Try it on the page.](http://localhost:4321/connection-drops/)
`);
	expect(markdown('usage-and-timing')).toContain('shows a recording: the demo API, silent for 5 s');
	expect(markdown('playground')).toContain('- Expected: The whole text. Outcome: `complete`.');
});

test('the Markdown of figures, fields and the board is tables and lists', () => {
	const wire = markdown('on-the-wire');
	expect(wire).toMatch(/^\| 2 +\| Colon and space +\| One space after the colon/m);
	expect(wire).toMatch(/^\| \*\*done\*\*, frame \d+ +\| `data: \[DONE\]` +\|$/m);
	expect(markdown('reference')).toContain('\n- `model`, string, required: Which model answers.');
	for (const { name } of faultDescriptions) {
		expect(markdown('how-clients-behave')).toMatch(new RegExp(`^\\| ${name} +\\| [✓!✗]`, 'm'));
	}
});

test('no tag of a component is left in any Markdown', () => {
	for (const slug of slugs) {
		const prose = markdown(slug).replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
		expect(prose, slug).not.toMatch(/^\s*<\/?[A-Z]|^import |astro-island|data-code/m);
	}
});

test('llms.txt lists every such page once, and llms-full.txt contains them all', () => {
	const listed = [...readFileSync(`${dist}llms.txt`, 'utf8').matchAll(/\]\((.+?)\)/g)].map(
		([, address]) => new URL(address!).pathname
	);
	expect(listed.toSorted()).toEqual(slugs.map((slug) => `/${slug}.md`).toSorted());
	const full = readFileSync(`${dist}llms-full.txt`, 'utf8');
	for (const slug of slugs) expect(full).toContain(markdown(slug));
});

test('a live part says in words what it shows', () => {
	for (const slug of slugs) {
		const parts = markdown(slug).split('\n\n');
		for (const [at, part] of parts.entries()) {
			if (!part.startsWith('[Try it on the page.]')) continue;
			expect(parts[at - 1], `${slug}, block ${at}`).toMatch(/^[^#[]/);
		}
	}
});

test('"Copy page" copies it, and says so', async ({ page, context, request }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto('/python/');
	await page.getByRole('button', { name: 'Copy page' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'The page is copied' })).toBeAttached();
	const served = await request.get('/python.md');
	expect(served.headers()['content-type']).toMatch(/^text\/(markdown|plain)/);
	expect(await clipboardOf(page)).toBe(await served.text());
	await expect(page.getByRole('link', { name: 'This page as Markdown' })).toHaveAttribute(
		'href',
		'/python.md'
	);
});
