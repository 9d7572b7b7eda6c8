/** The page on how servers differ quotes what servers sent: each line it shows is in a fixture, or is sent by a fault. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { chatRequest } from '../support/demo.ts';
import { providerStreams } from '../support/provider-streams.ts';

const page = readFileSync(
	new URL('../../src/content/docs/servers-that-differ.mdx', import.meta.url),
	'utf8'
);
const fixtures = new URL('../fixtures/', import.meta.url);

const sent = ['captures', 'captures/gateway', 'chat', 'reports'].flatMap((folder) =>
	readdirSync(new URL(`${folder}/`, fixtures))
		.filter((name) => /\.(sse|json|txt|headers)$/.test(name))
		.filter((name) => !/\.(request|reads)\.json$|^expected\.json$/.test(name))
		.map((name) => readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'))
);
sent.push(...Object.values(providerStreams).map(({ body }) => body));

/** Of the faults that the page links to, what they send. */
const faults = [...page.matchAll(/<TryFault fault="(.+)" \/>/g)].map(([, fault = '']) => fault);
const handler = createDemoHandler({ pace: 0 });
for (const fault of [...faults, 'page-midway;as=text']) {
	const answer = await handler(chatRequest({ stream: true }, { base: `/faults/${fault}/v1` }));
	sent.push(await answer.text());
}

/** Lines of all blocks of code, each cut into the parts between the marks of omission. */
const quotes = [...page.matchAll(/^```text.*\n([^]*?)^```$/gm)]
	.flatMap(([, block = '']) => block.split('\n'))
	.filter((line) => line !== '');

/** Whether one line of what was sent has the parts in this order. */
function isIn(text: string, parts: readonly string[]): boolean {
	return text.split(/\r?\n/).some((line) => {
		let at = 0;
		return parts.every((part) => {
			const found = line.indexOf(part, at);
			at = found + part.length;
			return found !== -1;
		});
	});
}

/** Where there is nothing to press, and why. */
const unpressed: Readonly<Record<string, string>> = {
	'A piece that is missing': 'what is not there leaves no mark: the stream looks whole',
	'Reasoning inside the text': 'the page shows the text as it came, tags and all',
};

describe('servers that differ', () => {
	test('has something to press in every section, or a reason why not', () => {
		const sections = page.split(/^### /m).slice(1);
		const bare = sections
			.filter((section) => !/<(TryFault|Playground) /.test(section.split(/^## /m)[0] ?? ''))
			.map((section) => section.split('\n')[0] ?? '');
		expect(sections.length).toBeGreaterThan(30);
		expect(bare.toSorted()).toEqual(Object.keys(unpressed).toSorted());
	});

	test('quotes enough to be a list', () => {
		expect(quotes.length).toBeGreaterThan(20);
	});

	test.each(quotes)('%s', (quote) => {
		const parts = quote.split('…').filter((part) => part !== '');
		expect(parts.join('').length).toBeGreaterThan(5);
		expect(sent.some((text) => isIn(text, parts))).toBe(true);
	});
});
