import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cutAt, decode, joined } from '../../support/sse.ts';

const folder = new URL('../../fixtures/captures/', import.meta.url);

/** Counted with `grep`: lines that begin with `data:`, and with `:`. All the bodies end in a blank line. */
const COUNTED: Record<string, { data: number; comments: number }> = {
	'llama-server.stream.sse': { data: 15, comments: 0 },
	'llama-server.stream_logprobs.sse': { data: 7, comments: 0 },
	'llama-server.stream_n2.sse': { data: 13, comments: 0 },
	'llama-server.stream_usage.sse': { data: 16, comments: 0 },
	'llama-server.wrong_model.sse': { data: 15, comments: 0 },
	'llama-server.x_midstream_error_stream_usage.sse': { data: 5, comments: 0 },
	'llama-server.x_ping.sse': { data: 403, comments: 4 },
	'mock-llm.stream.sse': { data: 2, comments: 0 },
	'mock-llm.stream_usage.sse': { data: 2, comments: 0 },
};

describe('answers of real servers', () => {
	test('are all counted here', () => {
		const bodies = readdirSync(folder).filter((name) => name.endsWith('.sse'));
		expect(bodies.toSorted()).toEqual(Object.keys(COUNTED).toSorted());
	});

	test.each(Object.keys(COUNTED))('%s decodes, adds up, and does so wherever it is cut', (name) => {
		const wire = new Uint8Array(readFileSync(new URL(name, folder)));
		const whole = decode([wire]);
		expect({
			data: whole.frames.filter(({ data }) => data !== undefined).length,
			comments: whole.frames.reduce((sum, { comments }) => sum + comments.length, 0),
		}).toEqual(COUNTED[name]);
		expect(whole.rest).toHaveLength(0);
		expect(joined(whole)).toEqual(wire);
		for (const { data = '{}' } of whole.frames) {
			expect(() => data === '[DONE]' || JSON.parse(data), data).not.toThrow();
		}

		for (const size of [1, 64, 1448]) {
			const cuts = Array.from({ length: Math.floor(wire.length / size) }, (_, i) => (i + 1) * size);
			expect(decode(cutAt(wire, cuts)), `in reads of ${size} bytes`).toEqual(whole);
		}
	});
});
