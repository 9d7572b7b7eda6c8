/**
 * What the official JavaScript SDK makes of every fault. The table is the point: a new version that
 * behaves otherwise changes it, and what pages say of the SDK is checked against it.
 */
import OpenAI, { OpenAIError } from 'openai';
import { expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { asFetch } from '../../support/demo.ts';

const LIMIT_MS = 300;

async function met(base: string, maxRetries = 0): Promise<string> {
	const whole = replyTo('Tell me a story');
	const client = new OpenAI({
		apiKey: 'sk-any',
		baseURL: `http://demo.test${base}`,
		fetch: asFetch(createDemoHandler({ pace: 0 })),
		maxRetries,
	});
	let text = '';
	const signal = AbortSignal.timeout(LIMIT_MS);
	const how = () => {
		// A byte that is no UTF-8 shows as U+FFFD, beside text that is whole.
		if (text.replaceAll('\uFFFD', '') === whole) return 'whole';
		return text === '' ? 'no text' : 'part';
	};
	try {
		const stream = await client.chat.completions.create(
			{
				model: 'vllm-primary',
				messages: [{ role: 'user', content: 'Tell me a story' }],
				stream: true,
			},
			{ signal }
		);
		for await (const chunk of stream) {
			for (const choice of chunk.choices ?? []) {
				if (choice.index === 0) text += choice.delta?.content ?? '';
			}
		}
	} catch (error) {
		// The SDK's own errors are told apart by class alone; those of `fetch` by name.
		const { constructor, name } = error as Error;
		return `${how()}, ${error instanceof OpenAIError ? constructor.name : name}`;
	}
	return `${how()}, ${signal.aborted ? 'hangs until aborted' : 'no error'}`;
}

test('openai-node meets every fault', async () => {
	const table: Record<string, string> = {};
	for (const { name, base } of faultDescriptions) {
		table[name] = await met(base);
	}
	// No second is waited for: the answer says to come again at once.
	table['rate-limit-twice, with retries'] = await met('/faults/rate-limit-twice;seconds=0/v1', 2);
	expect(table).toMatchInlineSnapshot(`
		{
		  "bom": "whole, no error",
		  "burst": "whole, no error",
		  "choices-empty": "whole, no error",
		  "choices-interleaved": "whole, no error",
		  "choices-missing": "whole, no error",
		  "content-parts": "part, no error",
		  "cr": "whole, no error",
		  "crlf": "whole, no error",
		  "cut": "part, TypeError",
		  "cut-before-first-byte": "no text, TypeError",
		  "cut-before-head": "no text, APIConnectionError",
		  "cut-between-frames": "part, TypeError",
		  "cut-then-whole": "part, TypeError",
		  "data-after-done": "whole, no error",
		  "done-tail": "whole, SyntaxError",
		  "done-then-open": "whole, no error",
		  "empty-stop": "no text, no error",
		  "end-inside-frame": "part, SyntaxError",
		  "error-first": "no text, APIError",
		  "error-midway": "part, APIError",
		  "event-lines": "no text, SyntaxError",
		  "finish-early": "whole, no error",
		  "finish-early-cut": "part, no error",
		  "finish-failed": "part, no error",
		  "finish-with-text": "whole, no error",
		  "html-with-200": "no text, no error",
		  "http-400": "no text, BadRequestError",
		  "http-401": "no text, AuthenticationError",
		  "http-403": "no text, PermissionDeniedError",
		  "http-404": "no text, NotFoundError",
		  "http-422": "no text, UnprocessableEntityError",
		  "http-500": "no text, InternalServerError",
		  "http-502": "no text, InternalServerError",
		  "http-503": "no text, InternalServerError",
		  "http-504": "no text, InternalServerError",
		  "huge-frame": "whole, no error",
		  "id-lines": "whole, no error",
		  "invalid-utf8": "whole, no error",
		  "json-error-with-200": "no text, no error",
		  "keep-alives": "whole, no error",
		  "keep-alives-late": "whole, no error",
		  "limit-in-reasoning": "no text, no error",
		  "malformed-json": "part, SyntaxError",
		  "model-change": "whole, no error",
		  "multi-line-data": "whole, no error",
		  "no-blank-lines": "no text, SyntaxError",
		  "no-done": "whole, no error",
		  "no-end": "part, no error",
		  "no-space": "whole, no error",
		  "nothing-with-200": "no text, no error",
		  "one-byte-reads": "whole, no error",
		  "one-finish-reason": "whole, no error",
		  "other-protocol": "no text, no error",
		  "page-midway": "part, no error",
		  "random-reads": "whole, no error",
		  "rate-limit": "no text, RateLimitError",
		  "rate-limit-date": "no text, RateLimitError",
		  "rate-limit-headers": "no text, RateLimitError",
		  "rate-limit-huge": "no text, RateLimitError",
		  "rate-limit-no-wait": "no text, RateLimitError",
		  "rate-limit-twice": "no text, RateLimitError",
		  "rate-limit-twice, with retries": "whole, no error",
		  "reasoning": "whole, no error",
		  "refuses-extras": "whole, no error",
		  "retry-lines": "whole, no error",
		  "several-frames-a-read": "whole, no error",
		  "slow-head": "whole, no error",
		  "stall": "whole, no error",
		  "stall-for-ever": "part, hangs until aborted",
		  "takes-anything": "whole, no error",
		  "text-elsewhere": "no text, no error",
		  "tool-calls": "whole, no error",
		  "unknown-fields": "whole, no error",
		  "unknown-finish-reason": "whole, no error",
		  "usage-apart": "whole, no error",
		  "usage-elsewhere": "whole, no error",
		  "usage-on-every-chunk": "whole, no error",
		  "usage-with-finish": "whole, no error",
		  "wrapped": "no text, no error",
		  "wrong-content-type": "whole, no error",
		}
	`);
});
