/**
 * The client that reads frames with eventsource-parser: the printed one beside it in all but that, under
 * every fault too, and right not to be a pipe.
 *
 * In      `GET /faults`, in each shape. `faults.test.ts` holds `stream-chat.js` to each fault's own word.
 * Units   the demo's waits are 50 times as short.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { streamChat as withParser } from '../../src/examples/browser/stream-chat-eventsource-parser.js';
import { streamChat as withFetchAlone } from '../../src/examples/browser/stream-chat.js';
import type { FaultDescription } from '../../src/demo/index.ts';
import { examples } from '../../src/examples/index.ts';
import { faultCases } from '../support/fault-cases.ts';
import { answering, outcomeOf, request } from './clients.ts';
import { bytes, opening, story } from './streams.ts';
import { startDemoServer } from '../support/demo-server.ts';

// A byte at a time, tens of thousands of them, takes a while where others want the processor.
vi.setConfig({ testTimeout: 240_000 });

const server = await startDemoServer();
const { origin } = server;

afterAll(() => server.close());

const response = await fetch(`${origin}/faults`);
const { faults } = (await response.json()) as { faults: readonly FaultDescription[] };
const cases = faultCases(faults).map(({ name, fault }) => ({ name, ...fault.client }));
const stalled = cases.filter(({ outcome }) => outcome === 'stalled');

const ask = (streamChat: typeof withParser, base: string, signal?: AbortSignal) =>
	streamChat({ ...request, baseURL: origin + base, ...(signal && { signal }) });

describe('under every fault, stream-chat-eventsource-parser.js', () => {
	test('has many to meet', () => {
		expect(cases.length).toBeGreaterThan(60);
		expect(stalled.length).toBeGreaterThan(0);
	});

	test.concurrent.each(cases.filter((met) => !stalled.includes(met)))(
		'gives and says what stream-chat.js does: $name',
		async ({ name, text }) => {
			// Refusals are counted for each address, which is in some sentences: so one after the other.
			const base = `/faults/${name}/v1`;
			const alone = await outcomeOf(ask(withFetchAlone, base));
			// Its second answer is the whole one. The parser is to have a first.
			if (name === 'cut-then-whole') await outcomeOf(ask(withFetchAlone, base));
			const parsed = await outcomeOf(ask(withParser, base));
			expect({ ...parsed, text: undefined }).toEqual({ ...alone, text: undefined });
			// Where a connection breaks, what the system had not handed over yet may be lost.
			const [shorter, longer] = [alone.text, parsed.text].toSorted((a, b) => a.length - b.length);
			expect(longer!.startsWith(shorter!)).toBe(true);
			expect(parsed.text === alone.text || text === 'part', parsed.text).toBe(true);
		}
	);

	test.concurrent.each(stalled)('keeps the text until its caller gives up: $name', async (met) => {
		const controller = new AbortController();
		const answer = ask(withParser, `/faults/${met.name}/v1`, controller.signal);
		let text = (await answer.next()).value;
		while (!/\w/.test(String(text))) text = (await answer.next()).value;
		const rest = outcomeOf(answer);
		controller.abort();
		expect(await rest).toMatchObject({ threw: controller.signal.reason.message });
	});
});

test('differs from stream-chat.js in how it reads events, and in nothing else', () => {
	const [alone, parser] = ['stream-chat.js', 'stream-chat-eventsource-parser.js'].map((file) =>
		examples[`./browser/${file}`]!.replace(/^import .*\n\n/, '')
			.replace(/ \* Streams a chat answer.*?\n \*\n/s, '')
			.replace(/^async function\* readEvents.*?^}\n/ms, '')
	);
	expect(parser).toBe(alone);
	expect(alone!.split('\n').length).toBeGreaterThan(80);
});

test('a pipe into the parser loses text that had come, where the connection breaks', async () => {
	const broken = () => answering([bytes(opening)], new TypeError('terminated')).fetch;

	const body = (await broken()()).body!;
	const events = body
		.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
		.pipeThrough(new EventSourceParserStream());
	const datas: string[] = [];
	const reading = (async () => {
		for await (const { data } of events) datas.push(data);
	})();
	await expect(reading).rejects.toThrow('terminated');
	expect(datas.length).toBeLessThan(opening.match(/^data:/gm)!.length);

	expect(await outcomeOf(withParser({ ...request, fetch: broken() }))).toEqual({
		text: story,
		threw: 'The connection broke mid-answer.',
	});
});
