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

describe.each(Object.entries(situations))('%s:', (_, { model, apiKey, code, prints, says }) => {
	test.concurrent.each(programs)('%s', async (file) => {
		const baseURL = `${inject('gatewayURL').replace(/\/v1$/, '')}/engines/${model}`;
		const printed = await runProgram(file, { baseURL, ...(apiKey !== undefined && { apiKey }) });
		expect(printed.stderr).toMatch(says ?? /^$/);
		expect(printed.code).toBe(code);
		const { length } = printed.stdout.trim();
		expect(length === 0 ? 'none' : length < 500 ? 'part' : 'whole').toBe(prints);
	});
});
