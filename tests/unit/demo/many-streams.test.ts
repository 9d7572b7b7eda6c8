/** Twenty streams at once through the real server. Two hundred, and ten thousand in a row: `tests/bench/`. */
import { afterAll, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { chatRequest } from '../../support/demo.ts';
import { startDemoServer } from '../../support/demo-server.ts';

const server = await startDemoServer({ pace: 1 / 10 });
afterAll(() => server.close());

const bases = ['/v1', '/faults/random-reads/v1', '/faults/keep-alives/v1', '/faults/no-done/v1'];
const asked = Array.from({ length: 20 }, (_, i) => ({
	base: bases[i % bases.length]!,
	fields: { stream: true, messages: [{ role: 'user', content: `I am number ${i}.` }] },
}));

test('twenty streams at once, each with its own bytes, arrive complete and in order', async () => {
	const inPage = createDemoHandler({ pace: 0 });
	const bodies = await Promise.all(
		asked.map(async ({ base, fields }) => {
			const url = `${server.origin}${base}/chat/completions`;
			const body = await chatRequest(fields).text();
			return (await fetch(url, { method: 'POST', body })).text();
		})
	);
	for (const [i, { base, fields }] of asked.entries()) {
		const expected = await (await inPage(chatRequest(fields, { base }))).text();
		expect(bodies[i], `stream ${i}, ${base}`).toBe(expected);
	}
	expect(new Set(bodies).size).toBe(20);
});

test('abandoning one stream does not affect the others', async () => {
	const left = new AbortController();
	const url = `${server.origin}/v1/chat/completions`;
	const ask = async (signal: AbortSignal | null) => {
		const body = await chatRequest({ stream: true }).text();
		return fetch(url, { method: 'POST', body, signal });
	};
	const [first, second] = await Promise.all([ask(left.signal), ask(null)]);
	await first.body!.getReader().read();
	left.abort();
	expect(await second.text()).toMatch(/data: \[DONE\]\n\n$/);
});
