/**
 * What chat servers send, and what makes SDKs trip: one fixture for each, from bytes to verdict.
 *
 * `tests/fixtures/chat/` was written after the servers' documentation and source; `captures/` beside it
 * is what servers sent, byte for byte. Rows of a transport and not of bytes (a client's timeout, its
 * retries, CORS) have their place in the tests of `src/run`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runOf, type HowItWent } from '../../support/chat-stream.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, fixtures));

/** All stages of one run, a line each. */
function stagesOf(name: string, how?: HowItWent): string {
	const { meanings, message, outcome } = runOf(fixture(name), how);
	const kinds = meanings.map((meaning) => {
		if (meaning.kind === 'api-error') return `api-error ${JSON.stringify(meaning.error)}`;
		return meaning.kind === 'chunk' && meaning.usage ? 'chunk with usage' : meaning.kind;
	});
	const choices = message.choices.map((choice) => {
		const { text, reasoning, refusal, toolCalls, finishReason } = choice;
		const parts = [
			JSON.stringify(text),
			reasoning && `reasoning ${JSON.stringify(reasoning)}`,
			refusal && `refusal ${JSON.stringify(refusal)}`,
			...toolCalls.map((call) => `${call.id} = ${call.name}(${call.arguments})`),
			finishReason ?? 'no finish reason',
		];
		return `choices[${choice.index}]: ${parts.filter(Boolean).join(', ')}`;
	});
	return [
		`frames: ${inRuns(kinds)}`,
		`model: ${message.models.map(({ model }) => model).join(', then ')}`,
		...choices,
		...(message.usage ? [`completion tokens: ${message.usage.completion_tokens}`] : []),
		`${outcome.kind}, frame index ${outcome.frameIndex}: ${outcome.reason}`,
	].join('\n');
}

/** `a, a, a, b` as `3 a, b`. */
function inRuns(words: readonly string[]): string {
	const runs: { word: string; count: number }[] = [];
	for (const word of words) {
		if (runs.at(-1)?.word === word) runs.at(-1)!.count++;
		else runs.push({ word, count: 1 });
	}
	return runs.map(({ word, count }) => (count === 1 ? word : `${count} ${word}`)).join(', ');
}

function outcomeOf(name: string, how?: HowItWent) {
	return runOf(fixture(name), how).outcome;
}

describe('OpenAI', () => {
	test('sends usage in a chunk of its own, before [DONE]', () => {
		expect(stagesOf('chat/openai.sse')).toMatchInlineSnapshot(`
			"frames: 5 chunk, chunk with usage, done
			model: gpt-5.2
			choices[0]: "Once upon a time", stop
			completion tokens: 3
			complete, frame index 4: The finish reason "stop" came in frame 5, and [DONE] in frame 7."
		`);
	});
	test('sends no usage if the stream is interrupted', () => {
		expect(stagesOf('chat/openai-interrupted.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk
			model: gpt-5.2
			choices[0]: "Once", no finish reason
			truncated, frame index 1: The server closed the connection after frame 2: no finish reason and no [DONE] came, so the answer is cut off."
		`);
	});
	test('ends with the finish reason length, in good order', () => {
		expect(outcomeOf('chat/openai-length.sse')).toMatchInlineSnapshot(`
			{
			  "frameIndex": 2,
			  "kind": "complete",
			  "reason": "The finish reason "length" came in frame 3, and [DONE] in frame 4.",
			}
		`);
	});
	test('ends with the finish reason content_filter, in good order', () => {
		expect(outcomeOf('chat/openai-content-filter.sse')).toMatchInlineSnapshot(`
			{
			  "frameIndex": 2,
			  "kind": "complete",
			  "reason": "The finish reason "content_filter" came in frame 3, and [DONE] in frame 4.",
			}
		`);
	});
	test('sends a refusal beside a content of null, with its logprobs', () => {
		expect(stagesOf('chat/openai-refusal.sse')).toMatchInlineSnapshot(`
			"frames: 4 chunk, done
			model: gpt-5.2
			choices[0]: "", refusal "I cannot help with that.", stop
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 5."
		`);
		const { message } = runOf(fixture('chat/openai-refusal.sse'));
		expect(message.choices[0]?.logprobs).toMatchObject({
			content: [],
			refusal: [{ token: 'I cannot' }],
		});
	});
	test('sends tool calls in pieces, by index', () => {
		expect(stagesOf('chat/openai-tool-calls.sse')).toMatchInlineSnapshot(`
			"frames: 6 chunk, done
			model: gpt-5.2
			choices[0]: "", call_1 = get_weather({"city":"Oslo"}), call_2 = get_time({}), tool_calls
			complete, frame index 5: The finish reason "tool_calls" came in frame 6, and [DONE] in frame 7."
		`);
	});
	test('once sent function calls, which are shown as tool calls without an id', () => {
		expect(stagesOf('chat/openai-function-call.sse')).toMatchInlineSnapshot(`
			"frames: 3 chunk, done
			model: gpt-5.2
			choices[0]: "", undefined = get_weather({}), function_call
			complete, frame index 2: The finish reason "function_call" came in frame 3, and [DONE] in frame 4."
		`);
	});
});

describe('vLLM', () => {
	test('sends reasoning as `reasoning`, keys of its own, and usage at the end', () => {
		expect(stagesOf('chat/vllm.sse')).toMatchInlineSnapshot(`
			"frames: 6 chunk, chunk with usage, done
			model: Qwen/Qwen3-4B
			choices[0]: "Hello!", reasoning "The user greets.", stop
			completion tokens: 6
			complete, frame index 5: The finish reason "stop" came in frame 6, and [DONE] in frame 8."
		`);
	});
	test('sends running usage on every chunk, of which the last counts', () => {
		expect(stagesOf('chat/vllm-continuous-usage.sse')).toMatchInlineSnapshot(`
			"frames: 5 chunk with usage, done
			model: Qwen/Qwen3-4B
			choices[0]: "Hello!", stop
			completion tokens: 3
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 6."
		`);
	});
	test('sends an error in the stream, and [DONE] after it', () => {
		expect(stagesOf('chat/vllm-error.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, api-error {"message":"EngineCore encountered an issue.","type":"InternalServerError","code":500}, done
			model: Qwen/Qwen3-4B
			choices[0]: "Hello", no finish reason
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "EngineCore encountered an issue." (InternalServerError, 500)."
		`);
	});
	test('in older versions sends the error without an `error` field', () => {
		expect(stagesOf('chat/vllm-error-old.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, api-error {"message":"Background loop has errored already.","type":"BadRequestError","code":400}, done
			model: Qwen/Qwen3-4B
			choices[0]: "Hello", no finish reason
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "Background loop has errored already." (BadRequestError, 400)."
		`);
	});
	test('keeps the connection open with comments', () => {
		expect(stagesOf('chat/vllm-keep-alive.sse')).toMatchInlineSnapshot(`
			"frames: 2 comment, 3 chunk, done
			model: Qwen/Qwen3-4B
			choices[0]: "Hello", stop
			complete, frame index 4: The finish reason "stop" came in frame 5, and [DONE] in frame 6."
		`);
	});
	test.each([
		[
			400,
			'The server answered HTTP 400: "max_tokens must be at least 1, got -1." (BadRequestError, 400).',
		],
		[401, 'The server answered HTTP 401: "Unauthorized".'],
		[404, 'The server answered HTTP 404: "The model `x` does not exist." (NotFoundError, 404).'],
	])('answers HTTP %i with its own words', (status, reason) => {
		const outcome = outcomeOf(`chat/vllm-${status}.json`, {
			status,
			contentType: 'application/json',
		});
		expect(outcome).toEqual({ kind: 'http-error', reason });
	});
});

describe('LiteLLM', () => {
	test('turns an error on the first chunk into plain JSON with that status', () => {
		const how = { status: 500, contentType: 'application/json' };
		expect(outcomeOf('chat/litellm-first-chunk-error.json', how)).toMatchInlineSnapshot(`
			{
			  "kind": "http-error",
			  "reason": "The server answered HTTP 500: "Connection error." (500, from hosted_vllm).",
			  "rest": "litellm.InternalServerError: InternalServerError: Hosted_vllmException - Connection error.",
			}
		`);
	});
	test('sends a later error with "None" for none and a string code, and ends without [DONE]', () => {
		expect(stagesOf('chat/litellm-error.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, api-error {"message":"upstream closed","code":"500","rest":"litellm.APIConnectionError: upstream closed"}
			model: vllm-primary
			choices[0]: "Hello there", no finish reason
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "upstream closed" (500)."
		`);
	});
	test('may be set to send `: ping`', () => {
		expect(stagesOf('chat/litellm-ping.sse')).toMatchInlineSnapshot(`
			"frames: comment, chunk, comment, chunk, done
			model: vllm-primary
			choices[0]: "Hello", stop
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 5."
		`);
	});
});

describe('a gateway', () => {
	test('may turn to a fallback model, which the chunks then name', () => {
		expect(stagesOf('chat/gateway-fallback.sse')).toMatchInlineSnapshot(`
			"frames: 3 chunk, done
			model: vllm-primary, then gpt-5.2-mini
			choices[0]: "Hello there", stop
			complete, frame index 2: The finish reason "stop" came in frame 3, and [DONE] in frame 4."
		`);
	});
	test('may send reasoning as `reasoning_content`, or under both names, and it counts once', () => {
		expect(stagesOf('chat/gateway-reasoning.sse')).toMatchInlineSnapshot(`
			"frames: 4 chunk, done
			model: vllm-primary
			choices[0]: "Hello", reasoning "Hmm...", stop
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 5."
		`);
	});
});

describe('OpenRouter', () => {
	test('sends comments while it waits for a provider', () => {
		expect(stagesOf('chat/openrouter.sse')).toMatchInlineSnapshot(`
			"frames: 2 comment, 2 chunk, done
			model: qwen/qwen3-4b
			choices[0]: "Hello", stop
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 5."
		`);
	});
	test('sends an error in a chunk that brings text and the finish reason error', () => {
		expect(stagesOf('chat/openrouter-error.sse')).toMatchInlineSnapshot(`
			"frames: comment, chunk, api-error {"message":"Provider disconnected unexpectedly","code":"server_error","provider":"DeepInfra"}, done
			model: qwen/qwen3-4b
			choices[0]: "Hello", error
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "Provider disconnected unexpectedly" (server_error, from DeepInfra)."
		`);
	});
	test('answers 429 with an error that has no type', () => {
		const how = { status: 429, contentType: 'application/json' };
		expect(outcomeOf('chat/openrouter-429.json', how)).toMatchInlineSnapshot(`
			{
			  "kind": "http-error",
			  "reason": "The server answered HTTP 429: "Rate limit exceeded" (429, from DeepInfra).",
			}
		`);
	});
});

describe('llama.cpp, as captured', () => {
	test('sends a role chunk with a content of null, and timings with the finish', () => {
		expect(stagesOf('captures/llama-server.stream.sse')).toMatchInlineSnapshot(`
			"frames: 14 chunk, done
			model: tiny-random
			choices[0]: " w87 w18 w87 w18 w18 w18 w18 w18 w18 w87 w18 w18", length
			complete, frame index 13: The finish reason "length" came in frame 14, and [DONE] in frame 15."
		`);
	});
	test('sends usage in a chunk after the finish', () => {
		expect(stagesOf('captures/llama-server.stream_usage.sse')).toMatchInlineSnapshot(`
			"frames: 14 chunk, chunk with usage, done
			model: tiny-random
			choices[0]: " w87 w18 w87 w18 w18b w87 w18 w87 w18 w24 w18", length
			completion tokens: 12
			complete, frame index 13: The finish reason "length" came in frame 14, and [DONE] in frame 16."
		`);
	});
	test('starts with choice 1 of two, and interleaves them', () => {
		const how = { choicesAsked: 2 };
		expect(stagesOf('captures/llama-server.stream_n2.sse', how)).toMatchInlineSnapshot(`
			"frames: 12 chunk, done
			model: tiny-random
			choices[0]: " w87 w18 w87 w18", length
			choices[1]: " w18 w18 w87 w18", length
			complete, frame index 11: All 2 choices finished ("length", "length"), the last in frame 12, and [DONE] in frame 13."
		`);
	});
	test('sends logprobs, a list entry for each token', () => {
		const { message } = runOf(fixture('captures/llama-server.stream_logprobs.sse'));
		expect(message.choices[0]?.logprobs?.content).toMatchObject(
			[' w18', ' w18', ' w87', ' w18'].map((token) => ({ token }))
		);
	});
	test('answers a request for a wrong model with the model it has', () => {
		expect(stagesOf('captures/llama-server.wrong_model.sse')).toMatchInlineSnapshot(`
			"frames: 14 chunk, done
			model: tiny-random
			choices[0]: " w18 w18 w18 w87 w18b w87 w18 w87 w18 w87 w18", length
			complete, frame index 13: The finish reason "length" came in frame 14, and [DONE] in frame 15."
		`);
	});
	test('keeps the connection open with empty comments', () => {
		expect(stagesOf('captures/llama-server.x_ping.sse').split('\n')[0]).toMatchInlineSnapshot(
			`"frames: 107 chunk, comment, 17 chunk, comment, 27 chunk, comment, chunk, comment, 250 chunk, done"`
		);
	});
	test('sends an error in the stream, and ends in good order without [DONE]', () => {
		const name = 'captures/llama-server.x_midstream_error_stream_usage.sse';
		expect(stagesOf(name)).toMatchInlineSnapshot(`
			"frames: 4 chunk, api-error {"message":"The model produced output that does not match the expected peg-native format","type":"server_error","code":500}
			model: tiny-random
			choices[0]: "> w5m", no finish reason
			api-error, frame index 4: The server answered HTTP 200, and then sent an error in frame 5: "The model produced output that does not match the expected peg-native format" (server_error, 500)."
		`);
	});
	test.each([
		['bad_json', 500],
		['bad_key', 401],
		['missing_messages', 400],
	])('answers %s with HTTP %i and a message', (name, status) => {
		const how = { status, contentType: 'application/json; charset=utf-8' };
		const outcome = outcomeOf(`captures/llama-server.${name}.json`, how);
		expect(outcome.reason).toMatch(new RegExp(`^The server answered HTTP ${status}: ".+" \\(`));
	});
	test('asked not to stream, answers with a whole completion, which is no event stream', () => {
		const how = { contentType: 'application/json; charset=utf-8' };
		expect(outcomeOf('captures/llama-server.nonstream.json', how)).toMatchInlineSnapshot(`
			{
			  "kind": "unreadable",
			  "reason": "The body, labelled application/json; charset=utf-8, is not an event stream but a whole chat completion, not streamed.",
			}
		`);
	});
});

describe('Transformers', () => {
	test('sends usage with the finish reason, and never [DONE]', () => {
		expect(stagesOf('chat/transformers.sse')).toMatchInlineSnapshot(`
			"frames: 3 chunk, chunk with usage
			model: Qwen/Qwen3-4B@main
			choices[0]: "Hello!", stop
			completion tokens: 2
			complete-without-done, frame index 3: The finish reason "stop" came in frame 4, so the answer had ended, though the server closed the connection before [DONE]."
		`);
	});
	test('sends an error as a string', () => {
		expect(stagesOf('chat/transformers-error.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, api-error {"message":"CUDA out of memory"}
			model: Qwen/Qwen3-4B@main
			choices[0]: "Hello", no finish reason
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "CUDA out of memory"."
		`);
	});
});

describe('Azure', () => {
	test('sends chunks that bring no choice or no delta, with an empty id and model', () => {
		expect(stagesOf('chat/azure.sse')).toMatchInlineSnapshot(`
			"frames: 5 chunk, done
			model: gpt-5.2-2025-12-11
			choices[0]: "Hello", stop
			complete, frame index 4: The finish reason "stop" came in frame 5, and [DONE] in frame 6."
		`);
	});
});

describe('Ollama', () => {
	test('sends reasoning as `reasoning`', () => {
		expect(stagesOf('chat/ollama.sse')).toMatchInlineSnapshot(`
			"frames: 3 chunk, done
			model: qwen3:4b
			choices[0]: "Hello", reasoning "Hmm", stop
			complete, frame index 2: The finish reason "stop" came in frame 3, and [DONE] in frame 4."
		`);
	});
	test('ends with neither finish reason nor [DONE] if it fails', () => {
		expect(stagesOf('chat/ollama-error.sse')).toMatchInlineSnapshot(`
			"frames: 3 chunk
			model: qwen3:4b
			choices[0]: "Hel", reasoning "Hmm", no finish reason
			truncated, frame index 2: The server closed the connection after frame 3: no finish reason and no [DONE] came, so the answer is cut off."
		`);
	});
});

describe('a mock that sends the whole answer in one chunk, as captured', () => {
	test('is complete, with no `created` and no usage', () => {
		expect(stagesOf('captures/mock-llm.stream_usage.sse')).toMatchInlineSnapshot(`
			"frames: chunk, done
			model: gpt-4
			choices[0]: "hello", stop
			complete, frame index 0: The finish reason "stop" came in frame 1, and [DONE] in frame 2."
		`);
	});
});

describe('what SDKs trip over', () => {
	test('an error that only the event names, which openai-python passes over', () => {
		expect(stagesOf('chat/sdk-error-event.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, api-error {"message":"The engine stopped.","type":"server_error","code":"engine_stopped"}, done
			model: vllm-primary
			choices[0]: "Once", no finish reason
			api-error, frame index 2: The server answered HTTP 200, and then sent an error in frame 3: "The engine stopped." (server_error, engine_stopped)."
		`);
	});
	test('a clean end without finish reason and [DONE], which official SDKs take for whole', () => {
		expect(outcomeOf('chat/sdk-clean-end.sse')).toMatchInlineSnapshot(`
			{
			  "frameIndex": 1,
			  "kind": "truncated",
			  "reason": "The server closed the connection after frame 2: no finish reason and no [DONE] came, so the answer is cut off.",
			}
		`);
	});
	test('a clean end inside a frame, which openai-python takes for whole', () => {
		expect(outcomeOf('chat/sdk-end-inside-frame.sse')).toMatchInlineSnapshot(`
			{
			  "frameIndex": 1,
			  "kind": "truncated",
			  "reason": "The server closed the connection after frame 2, 126 bytes into the next: no finish reason and no [DONE] came, so the answer is cut off.",
			}
		`);
	});
	test('a dropped socket', () => {
		const how = { end: 'failed', endMessage: 'terminated' } as const;
		expect(outcomeOf('chat/sdk-clean-end.sse', how)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 1,
			  "kind": "truncated",
			  "reason": "The connection broke after frame 2 (terminated): no finish reason and no [DONE] came, so the answer is cut off.",
			}
		`);
	});
	test('malformed JSON in a frame, after which some SDKs go on and others stop', () => {
		expect(stagesOf('chat/sdk-malformed-json.sse')).toMatchInlineSnapshot(`
			"frames: 2 chunk, not-json, 2 chunk, done
			model: vllm-primary
			choices[0]: "Once upon", stop
			unreadable, frame index 2: The data of frame 3 is not JSON: it ends too early, after 70 characters."
		`);
	});
	test('data after [DONE], which one SDK adds to the text', () => {
		expect(stagesOf('chat/sdk-after-done.sse')).toMatchInlineSnapshot(`
			"frames: 4 chunk, done, chunk
			model: vllm-primary
			choices[0]: "Once upon", stop
			complete, frame index 3: The finish reason "stop" came in frame 4, and [DONE] in frame 5."
		`);
	});
	test.each([
		['comments', 'sdk-comments', 'comment, 2 chunk, comment, 2 chunk, done'],
		['a retry block', 'sdk-retry-block', 'no-data, 4 chunk, done'],
		['a comment after an id', 'sdk-comment-after-id', '2 chunk, comment, 2 chunk, done'],
		['an event without data', 'sdk-event-without-data', '2 chunk, no-data, 2 chunk, done'],
	])('%s, which lose nothing', (_, name, frames) => {
		const [first, , choice, outcome] = stagesOf(`chat/${name}.sse`).split('\n');
		expect(first).toBe(`frames: ${frames}`);
		expect(choice).toBe('choices[0]: "Once upon", stop');
		expect(outcome).toMatch(/^complete,/);
	});
	test('a JSON error with status 200, which official SDKs show as an empty answer', () => {
		const how = { contentType: 'application/json' };
		expect(outcomeOf('chat/sdk-json-error-200.json', how)).toMatchInlineSnapshot(`
			{
			  "kind": "api-error",
			  "reason": "The server answered HTTP 200, and its body is an error: "The API key is not valid." (authentication_error, invalid_api_key).",
			}
		`);
	});
	test('a web page with status 200, which official SDKs show as an empty answer', () => {
		const how = { contentType: 'text/html; charset=utf-8' };
		expect(outcomeOf('chat/sdk-html-200.html', how)).toMatchInlineSnapshot(`
			{
			  "kind": "unreadable",
			  "reason": "The body, labelled text/html; charset=utf-8, is not an event stream but a web page titled "SolidRusT AI".",
			}
		`);
	});
	test('two choices, which one SDK mixes into one text', () => {
		expect(stagesOf('chat/sdk-n2.sse', { choicesAsked: 2 })).toMatchInlineSnapshot(`
			"frames: 6 chunk, done
			model: vllm-primary
			choices[0]: "Aa", stop
			choices[1]: "Bb", length
			complete, frame index 5: All 2 choices finished ("stop", "length"), the last in frame 6, and [DONE] in frame 7."
		`);
	});
	test('a stall in the stream, at which openai-node waits for ever', () => {
		const how = { end: 'stalled', stallMs: 3000 } as const;
		expect(outcomeOf('chat/sdk-clean-end.sse', how)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 1,
			  "kind": "stalled",
			  "reason": "No byte came for 3 s after frame 2, before a finish reason.",
			}
		`);
	});
	test('an abort, after which openai-node ends as if all were well', () => {
		const how = { end: 'stopped' } as const;
		expect(outcomeOf('chat/sdk-clean-end.sse', how)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 1,
			  "kind": "stopped",
			  "reason": "The run was stopped after frame 2, before a finish reason.",
			}
		`);
	});
	test('a rate limit', () => {
		const how = { status: 429, statusText: 'Too Many Requests', contentType: 'application/json' };
		expect(outcomeOf('chat/sdk-429.json', how)).toMatchInlineSnapshot(`
			{
			  "kind": "http-error",
			  "reason": "The server answered HTTP 429 Too Many Requests: "Rate limit exceeded: 10 requests per minute." (rate_limit_error, rate_limit_exceeded).",
			}
		`);
	});
});
