/**
 * Every fault that is for Responses and Messages, met by our own run and by the official SDK: what we read is what the
 * fault says, and the SDK has the same text as far as it comes.
 */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { PROTOCOL_TABLE, requestIn } from '../../../src/protocols/index.ts';
import { createRun } from '../../../src/run/index.ts';
import { asFetch, STORY } from '../../support/demo.ts';

/** Silence alone tells a held connection; anything else is over as fast as the machine goes. */
const limitOf = (name: string) => (/done-then-open|stall-for-ever/.test(name) ? 300 : 10_000);
const whole = replyTo(STORY.content);
const chat = { model: 'vllm-primary', max_tokens: 4000, messages: [STORY] };
// A byte that is no UTF-8 shows as U+FFFD, beside text that is whole.
const plain = (text: string) => text.replaceAll('\uFFFD', '');

type Other = 'responses' | 'messages';

async function ourRun(protocol: Other, base: string) {
	const { message, outcome } = await createRun({
		request: { baseURL: `http://demo.test${base}`, protocol, body: requestIn(protocol, chat) },
		fetch: asFetch(createDemoHandler({ pace: 0 })),
		clock: { now: () => performance.now() },
		stallMs: limitOf(base),
	}).start();
	return { text: plain(message.choices[0]?.text ?? ''), outcome: outcome?.kind };
}

const READ_BY_SDK = {
	async responses(base: string, signal: AbortSignal, add: (piece: string) => void) {
		const client = new OpenAI({ ...optionsOf(`http://demo.test${base}`) });
		const body = { model: chat.model, input: STORY.content };
		for await (const event of client.responses.stream(body, { signal })) {
			if (event.type === 'response.output_text.delta') add(event.delta);
		}
	},
	async messages(base: string, signal: AbortSignal, add: (piece: string) => void) {
		const client = new Anthropic(optionsOf(`http://demo.test${base.replace(/\/v1$/, '')}`));
		const messages = [{ role: 'user' as const, content: STORY.content }];
		const stream = client.messages.stream({ ...chat, messages }, { signal });
		stream.on('text', add);
		await stream.finalMessage();
	},
};

function optionsOf(baseURL: string) {
	const fetch = asFetch(createDemoHandler({ pace: 0 }));
	return { apiKey: 'sk-any', baseURL, fetch, maxRetries: 0, logLevel: 'off' as const };
}

async function readBySDK(protocol: Other, base: string) {
	let text = '';
	const signal = AbortSignal.timeout(limitOf(base));
	try {
		await READ_BY_SDK[protocol](base, signal, (piece) => (text += piece));
	} catch (error) {
		return { text: plain(text), failed: true, how: (error as Error).constructor.name };
	}
	return { text: plain(text), failed: false, how: 'no error' };
}

describe.each(['responses', 'messages'] as const)('under a fault of %s', (protocol) => {
	const faults = faultDescriptions.filter(({ protocols }) => protocols.includes(protocol));

	test('most faults are for it', () => {
		expect(faults.length).toBeGreaterThan(45);
		expect(PROTOCOL_TABLE[protocol].path).toBe(`/${protocol}`);
	});

	test.each(faults.map((fault) => [fault.name, fault] as const))(
		'%s: our text and verdict are what the fault says, and the SDK’s text agrees',
		async (name, { base, client, options }) => {
			// No wait is part of what is checked.
			const now = 'ms' in options ? `/faults/${name};ms=0/v1` : base;
			const ours = await ourRun(protocol, now);
			const isRefusedFirst = name.endsWith('-twice');
			expect(ours.outcome).toBe(isRefusedFirst ? 'http-error' : client.outcome);
			const has = ours.text === whole ? 'whole' : ours.text === '' ? 'none' : 'part';
			expect(has).toBe(isRefusedFirst ? 'none' : client.text);
			const sdk = await readBySDK(protocol, now);
			expect(ours.text.startsWith(sdk.text), `${sdk.text.slice(-80)} (${sdk.how})`).toBe(true);
			expect(sdk.failed || sdk.text === ours.text, sdk.how).toBe(true);
		}
	);
});

test('what the official SDKs make of them', async () => {
	const table: Record<string, string> = {};
	for (const { name, base, protocols } of faultDescriptions) {
		if (!protocols.includes('responses') && !protocols.includes('messages')) continue;
		const words = [];
		for (const protocol of ['responses', 'messages'] as const) {
			if (!protocols.includes(protocol)) continue;
			const { text, how } = await readBySDK(protocol, base);
			words.push(`${text === whole ? 'whole' : text === '' ? 'no text' : 'part'}, ${how}`);
		}
		table[name] = words.join('; ');
	}
	expect(table).toMatchInlineSnapshot(`
		{
		  "bom": "whole, no error; whole, no error",
		  "burst": "whole, no error; whole, no error",
		  "cr": "whole, no error; whole, no error",
		  "crlf": "whole, no error; whole, no error",
		  "cut": "part, OpenAIError; part, AnthropicError",
		  "cut-before-first-byte": "no text, OpenAIError; no text, AnthropicError",
		  "cut-before-head": "no text, APIConnectionError; no text, APIConnectionError",
		  "cut-between-frames": "part, OpenAIError; part, AnthropicError",
		  "cut-then-whole": "part, OpenAIError; part, AnthropicError",
		  "done-then-open": "whole, APIUserAbortError; whole, APIUserAbortError",
		  "empty-stop": "no text, no error; no text, no error",
		  "end-inside-frame": "part, OpenAIError; part, AnthropicError",
		  "error-first": "no text, APIError; no text, APIError",
		  "error-midway": "part, APIError; part, APIError",
		  "html-with-200": "no text, OpenAIError; no text, AnthropicError",
		  "http-400": "no text, BadRequestError; no text, BadRequestError",
		  "http-401": "no text, AuthenticationError; no text, AuthenticationError",
		  "http-403": "no text, PermissionDeniedError; no text, PermissionDeniedError",
		  "http-404": "no text, NotFoundError; no text, NotFoundError",
		  "http-422": "no text, UnprocessableEntityError; no text, UnprocessableEntityError",
		  "http-500": "no text, InternalServerError; no text, InternalServerError",
		  "http-502": "no text, InternalServerError; no text, InternalServerError",
		  "http-503": "no text, InternalServerError; no text, ServiceUnavailableError",
		  "http-504": "no text, InternalServerError; no text, GatewayTimeoutError",
		  "huge-frame": "whole, no error; whole, no error",
		  "id-lines": "whole, no error; whole, no error",
		  "invalid-utf8": "whole, no error; whole, no error",
		  "json-error-with-200": "no text, OpenAIError; no text, AnthropicError",
		  "keep-alives": "whole, no error; whole, no error",
		  "keep-alives-late": "whole, OpenAIError; whole, no error",
		  "limit-in-reasoning": "no text, no error; no text, no error",
		  "malformed-json": "part, OpenAIError; part, AnthropicError",
		  "multi-line-data": "whole, no error; whole, no error",
		  "no-blank-lines": "no text, OpenAIError; no text, AnthropicError",
		  "no-done": "whole, AnthropicError",
		  "no-end": "part, no error; part, AnthropicError",
		  "no-space": "whole, no error; whole, no error",
		  "nothing-with-200": "no text, OpenAIError; no text, AnthropicError",
		  "one-byte-reads": "whole, no error; whole, no error",
		  "page-midway": "part, no error; part, AnthropicError",
		  "random-reads": "whole, no error; whole, no error",
		  "rate-limit": "no text, RateLimitError; no text, RateLimitError",
		  "rate-limit-date": "no text, RateLimitError; no text, RateLimitError",
		  "rate-limit-headers": "no text, RateLimitError; no text, RateLimitError",
		  "rate-limit-huge": "no text, RateLimitError; no text, RateLimitError",
		  "rate-limit-no-wait": "no text, RateLimitError; no text, RateLimitError",
		  "rate-limit-twice": "no text, RateLimitError; no text, RateLimitError",
		  "reasoning": "whole, no error; whole, no error",
		  "retry-lines": "whole, no error; whole, no error",
		  "several-frames-a-read": "whole, no error; whole, no error",
		  "slow-head": "whole, no error; whole, no error",
		  "stall": "whole, no error; whole, no error",
		  "stall-for-ever": "part, APIUserAbortError; part, APIUserAbortError",
		  "wrong-content-type": "whole, no error; whole, no error",
		}
	`);
});
