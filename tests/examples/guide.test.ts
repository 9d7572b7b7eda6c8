/**
 * The guide page as a text: it keeps what the guide has always said, prints its programs, its and its tips
 * lead on. Every program there is stands on some page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examples } from '../../src/examples/index.ts';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = file('src/content/docs/index.mdx');
/** Without code, in one line: prose is wrapped wherever it happens to be. */
const prose = page.replace(/^```.*?^```/gms, '').replace(/\s+/g, ' ');
/** As it is read: a link is its words. */
const words = prose.replaceAll(/\[([^\]]+)\]\(\/[^)]*\)/g, '$1');

/** The place of each text in the page, which must be one after the other. */
function expectInOrder(text: string, parts: readonly string[]) {
	let from = 0;
	for (const part of parts) {
		const at = text.indexOf(part, from);
		expect(at, `${JSON.stringify(part)} is missing, or out of order`).toBeGreaterThanOrEqual(0);
		from = at + part.length;
	}
}

test('the guide keeps its title, headings, sentences and tips, in their order', () => {
	expectInOrder(words, [
		'title: Streaming Responses ',
		'description: Real-time streaming with Server-Sent Events ',
		"Streaming allows you to receive responses incrementally as they're generated, improving perceived latency.",
		'## Enabling Streaming ',
		'Set `stream: true` in your request:',
		'## Response Format ',
		'Streaming responses use Server-Sent Events (SSE):',
		'## Python Implementation ',
		'### Async Streaming ',
		'## JavaScript Implementation ',
		'## Web Browser (fetch) ',
		'## Tips ',
		':::tip[Best Practices] ',
		'- Use streaming for long responses to improve UX ',
		'- Handle connection drops gracefully ',
		'- Consider buffering for word-by-word display ',
	]);
	expect(page.match(/^#{1,6} /gm), 'a heading that the guide does not have').toHaveLength(7);
});

test('the tips are doors to the pages that say more', () => {
	const [, tips = ''] = /:::tip(.*?) ::: /.exec(prose) ?? [];
	const doors = Array.from(tips.matchAll(/\]\((.*?)\)/g), ([, to]) => to);
	expect(doors).toEqual(['/usage-and-timing/', '/connection-drops/', '/smooth-display/']);
});

test('the request that the page shows is the one that every program sends', () => {
	const [, shown] = /```json\n(.*?)```/s.exec(page) ?? [];
	expect(JSON.parse(shown ?? '')).toEqual({
		model: 'vllm-primary',
		messages: [{ role: 'user', content: 'Tell me a story' }],
		stream: true,
	});
});

test('the playground stands before the first heading, after two sentences', () => {
	const [, opening = ''] = /\n\n(Streaming allows.*?)\n\n<Playground \/>\n\n## /s.exec(page) ?? [];
	expect(opening.match(/[.?!](?=\s|$)/g)).toHaveLength(2);
});

const printedBy = (text: string) =>
	[...text.matchAll(/<Example\s+file="(.*?)"/g)].map(([, path]) => `./${path}`);

test('the page prints a program of each kind, the short one first', () => {
	expect(printedBy(page)).toEqual([
		'./python/short.py',
		'./python/stream.py',
		'./python/obvious_loop.py',
		'./python/short_async.py',
		'./python/stream_async.py',
		'./python/obvious_loop_async.py',
		'./javascript/short.mjs',
		'./javascript/stream.mjs',
		'./javascript/obvious-loop.mjs',
		'./browser/short-chat.js',
		'./browser/stream-chat.js',
		'./browser/chat.html',
		'./browser/terminal.mjs',
		'./browser/obvious-loop.js',
	]);
});

test('every example file is printed by a page, and by no page twice', () => {
	const pages = readdirSync(new URL('../../src/content/docs/', import.meta.url), {
		encoding: 'utf8',
		recursive: true,
	}).filter((name) => name.endsWith('.mdx'));
	const printed = pages.map((name) => printedBy(file(`src/content/docs/${name}`)));
	expect([...new Set(printed.flat())].toSorted()).toEqual(Object.keys(examples).toSorted());
	for (const paths of printed) expect(paths).toEqual([...new Set(paths)]);
});

test('the obvious loops are printed as what not to copy, closed, with a stream that each fails on', () => {
	const parts = [...prose.matchAll(/<details> (.*?) <\/details>/g)].map(([, part]) => part!);
	const loops = parts.filter((part) => part.includes('obvious'));
	expect(loops).toHaveLength(4);
	for (const part of loops) {
		expect(part).toMatch(
			/Do not copy it\.<\/summary> <Example file="[^"]+" doNotCopy \/> .* <TryFault fault="/
		);
	}
});

test('no long program stands open', () => {
	const open = prose.replaceAll(/<details> .*? <\/details>/g, '');
	const lines = printedBy(open).map((path) => examples[path]!.trimEnd().split('\n').length);
	expect(Math.max(...lines)).toBeLessThan(40);
});

test('no program and no page holds a key', () => {
	for (const [path, source] of [...Object.entries(examples), ['the page', page] as const]) {
		expect(source, path).not.toMatch(/\bsk-[\w-]+/);
	}
});
