/**
 * The printed programs against a real LiteLLM: what they print, say and exit with.
 *
 * `ORIGIN/engines/MODEL` is a base URL at which LiteLLM takes that model, whatever the request names: so
 * the programs run unchanged.
 */
import { describe, expect, inject, test } from 'vitest';
import { runProgram } from '../support/program.ts';

const programs = [
	'python/stream.py',
	'python/stream_async.py',
	'python/stream_httpx.py',
	'javascript/stream.mjs',
	'javascript/ai-sdk.mjs',
	'browser/terminal.mjs',
];

interface Situation {
	readonly model: string;
	readonly code: number;
	/** A whole answer, the first of it, or nothing at all. */
	readonly prints: 'whole' | 'part' | 'none';
	/** On standard error. */
	readonly says?: RegExp;
	readonly apiKey?: string;
}

const situations: Readonly<Record<string, Situation>> = {
	'prints the whole answer': { model: 'vllm-primary', code: 0, prints: 'whole' },
	'prints the answer of a fallback': { model: 'down-with-fallback', code: 0, prints: 'whole' },
	'passes over `: ping`': { model: 'pinged', code: 0, prints: 'whole' },
	'fails when the connection of the backend broke': {
		model: 'fault-cut',
		code: 1,
		prints: 'part',
		says: /Response payload is not completed/,
	},
	'fails when the backend ended too early': {
		model: 'fault-no-end',
		code: 1,
		prints: 'part',
		says: /Stream ended before a finish_reason/,
	},
	'fails for an error of the backend': {
		model: 'fault-error-midway',
		code: 1,
		prints: 'part',
		says: /The model stopped answering/,
	},
	'fails when the backend fell silent': {
		model: 'fault-stall-for-ever',
		code: 1,
		prints: 'part',
		says: /Request timed out/,
	},
	'gives the reason for a refusal': {
		model: 'fault-http-400',
		code: 1,
		prints: 'none',
		says: /400.*told to refuse/s,
	},
	'says that no text came, where LiteLLM makes an empty answer of a web page': {
		model: 'fault-html-with-200',
		code: 1,
		prints: 'none',
		says: /[Nn]o text came\./,
	},
	'says that no text came, where LiteLLM makes an empty answer of nothing': {
		model: 'fault-nothing-with-200',
		code: 1,
		prints: 'none',
		says: /[Nn]o text came\./,
	},
	'fails where there is no backend': {
		model: 'down',
		code: 1,
		prints: 'none',
		says: /500.*Cannot connect to host/s,
	},
	'says that a key is wrong': {
		model: 'vllm-primary',
		apiKey: 'sk-wrong',
		code: 1,
		prints: 'none',
		says: /400.*No connected db/s,
	},
};

const baseOf = (model: string) => `${inject('gatewayURL').replace(/\/v1$/, '')}/engines/${model}`;

describe.each(Object.entries(situations))('%s:', (_, { model, apiKey, code, prints, says }) => {
	test.concurrent.each(programs)('%s', async (file) => {
		const settings = { baseURL: baseOf(model), ...(apiKey !== undefined && { apiKey }) };
		const printed = await runProgram(file, settings);
		expect(printed.stderr).toMatch(says ?? /^$/);
		expect(printed.code).toBe(code);
		const { length } = printed.stdout.trim();
		expect(length === 0 ? 'none' : length < 500 ? 'part' : 'whole').toBe(prints);
	});
});

describe.each([
	['python/ask_again.py', 'cut-once-0'],
	['javascript/ask-again.mjs', 'cut-once-1'],
])('%s', (file, cutOnce) => {
	const again = 'The answer was cut off. Asking again.';
	const ask = async (model: string) => {
		const { stdout, stderr, code } = await runProgram(file, { baseURL: baseOf(model) });
		return { text: stdout.trim(), lines: stderr.split('\n').filter(Boolean), code };
	};

	test.concurrent('asks again where a backend broke, and has the answer whole, once', async () => {
		const [cut, whole] = [await ask(cutOnce), await ask('vllm-primary')];
		expect(cut).toEqual({ text: whole.text, lines: [again], code: 0 });
		expect(whole.lines).toEqual([]);
	});

	test.concurrent('asks again where a backend fell silent', async () => {
		const { text, lines, code } = await ask('fault-stall-for-ever');
		expect(lines).toEqual([again, again, expect.stringMatching(/cut off 3 times.*timed out/)]);
		expect(text).not.toBe('');
		expect(code).toBe(1);
	});

	test.concurrent.each(['fault-http-400', 'fault-html-with-200', 'down'])(
		'asks once for %s',
		async (model) => {
			const { lines, code } = await ask(model);
			// LiteLLM's message has a second line.
			expect(lines[0]).toMatch(/^The answer is incomplete: /);
			expect(lines).not.toContain(again);
			expect(code).toBe(1);
		}
	);
});
