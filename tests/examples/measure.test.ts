/** The programs of "Usage and timing", run unchanged: what they print adds up, whatever the machine's pace. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, serveReply, type Loopback } from '../support/loopback.ts';
import { runProgram } from '../support/program.ts';
import { chunk, done, reply } from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

let demo: Loopback;
beforeAll(async () => {
	// At its usual pace: there must be time between the first text and the last.
	demo = await serveHandler(createDemoHandler());
});
afterAll(() => demo.close());

async function reading(file: string, stream: string) {
	const server = await serveReply(reply(stream));
	try {
		return await runProgram(file, { baseURL: server.origin });
	} finally {
		await server.close();
	}
}

const printed =
	/^First token after (\d+) ms, last after (\d+) ms\.\nFirst text after (\d+) ms\.\n(\d+) tokens \(usage\) in (\d+) deltas\.\n([\d.]+) tokens a second, from the first to the last\.\n$/;

type Figures = readonly [
	first: number,
	last: number,
	text: number,
	tokens: number,
	deltas: number,
	rate: number,
];

async function measured(file: string, base: string): Promise<Figures> {
	const { stdout, stderr, code } = await runProgram(file, { baseURL: demo.origin + base });
	expect(stderr).toBe('');
	expect(code).toBe(0);
	expect(stdout).toMatch(printed);
	return printed.exec(stdout)!.slice(1).map(Number) as unknown as Figures;
}

describe.concurrent.each(['python/measure.py', 'javascript/measure.mjs'])('%s', (file) => {
	test('prints times, the server’s count, and a rate that follows from them', async () => {
		const [first, last, text, tokens, deltas, rate] = await measured(file, '/v1');
		expect(text).toBe(first);
		// A timer may fire a little early; the demo's first pause is 225 ms or more.
		expect(first).toBeGreaterThan(200);
		expect(tokens).toBe(deltas);
		const expected = (tokens - 1) / ((last - first) / 1000);
		expect(rate / expected).toBeCloseTo(1, 1);
	});

	test.each(['reasoning', 'reasoning;field=reasoning_content'])(
		'counts and times what usage counts, reasoning too: %s',
		async (fault) => {
			const figures = await measured(file, `/faults/${fault}/v1`);
			const [first, last, text, tokens, deltas, rate] = figures;
			expect(text).toBeGreaterThan(first);
			expect(tokens).toBe(deltas);
			const expected = (tokens - 1) / ((last - first) / 1000);
			expect(rate / expected).toBeCloseTo(1, 1);
		}
	);

	test('counts deltas, and says so, where no usage came', async () => {
		const { stdout, code } = await reading(
			file,
			chunk({ role: 'assistant', content: '' }) +
				chunk({ content: 'a' }) +
				chunk({ content: 'b' }) +
				chunk({}, 'stop') +
				done
		);
		expect(stdout).toContain('2 tokens (estimated) in 2 deltas.\n');
		expect(code).toBe(0);
	});

	test('measures no stream that was cut', async () => {
		const { stdout, stderr, code } = await reading(file, chunk({ content: 'a' }));
		expect(stdout).toBe('');
		expect(stderr).toContain('without a finish reason');
		expect(code).toBe(1);
	});
});
