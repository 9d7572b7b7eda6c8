/** What a check of an endpoint says of a real LiteLLM: the lines that are not right, and why. */
import { describe, expect, inject, test } from 'vitest';
import { checkEndpoint } from '../../src/check/index.ts';
import { MASTER_KEY } from './config.ts';

async function check(model: string) {
	const { lines } = await checkEndpoint({
		request: { baseURL: inject('gatewayURL'), apiKey: MASTER_KEY, model },
		fetch,
		clock: { now: () => performance.timeOrigin + performance.now() },
		signal: new AbortController().signal,
		preflight: 'ours',
	});
	return Object.fromEntries(
		lines.map(({ id, finding }) => [id, `${finding?.verdict}: ${finding?.what}`])
	);
}

const right = expect.stringMatching(/^right: /);

describe('a check of LiteLLM', () => {
	test('finds a wrong model and a wrong key refused with 400, and one finish reason for two', async () => {
		expect(await check('timed')).toEqual({
			models: right,
			pages: right,
			streams: right,
			pace: right,
			finish: right,
			done: right,
			usage: right,
			reasoning: right,
			'wrong-model': expect.stringMatching(/^tolerable: Refused with 400\./),
			'bad-key': expect.stringMatching(/^tolerable: Refused with 400\./),
			n: 'tolerable: Two answers, but no finish reason for `choices[1]`.',
			stop: right,
			tools: right,
			stopped: right,
			'unknown-field': right,
		});
	});

	test('finds reasoning in the field that LiteLLM renames it to', async () => {
		const { reasoning } = await check('fault-reasoning');
		expect(reasoning).toBe('tolerable: Reasoning comes in `delta.reasoning_content`.');
	});

	test('quotes the error that LiteLLM makes of a backend that breaks', async () => {
		const { streams, usage } = await check('fault-error-midway');
		expect(streams).toMatch(/^wrong: .*The model stopped answering/);
		expect(usage).toMatch(/^unseen: /);
	});
});
