/**
 * Our messages against the `openai` package's own, over every stream we have.
 *
 * The package reads the same bytes through `chat.completions.stream()`, with a `fetch` that answers with
 * them. What it has added up at its last chunk is held against ours, field by field, and whether it
 * takes the answer for whole against our verdict. Where the two are meant to differ, the fields
 * stand in `DIFFERENCES` with the reason; one that is no longer there, or a new one, fails.
 *
 * Not compared: `created`, `service_tier` and fields of single servers, which stay in our chunks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { bodyOf, chunkOf, runOf } from '../support/chat-stream.ts';

const STOPS_EARLY =
	'The package throws at this frame and loses what follows; we go on, and say what was wrong.';
const PIECE = 'The package keeps only the last piece of a field that it does not know.';
const NO_INDEX = 'The package throws at a tool call without an index; we go by the id.';

/** Fields that differ, by stream. */
const DIFFERENCES: Record<string, { readonly reason: string; readonly fields: readonly string[] }> =
	{
		'chat/vllm.sse': { reason: PIECE, fields: ['0.reasoning'] },
		'chat/gateway-reasoning.sse': { reason: PIECE, fields: ['0.reasoning'] },
		'chat/openai-function-call.sse': {
			reason: 'We show function calls, which tool calls have replaced, as tool calls.',
			fields: ['0.functionCall', '0.toolCalls'],
		},
		'chat/openrouter-error.sse': {
			reason: 'The package throws away the chunk that an error came in, and with it the last text.',
			fields: ['0.text', '0.finishReason'],
		},
		'chat/sdk-malformed-json.sse': { reason: STOPS_EARLY, fields: ['0.text', '0.finishReason'] },
		'chat/sdk-event-without-data.sse': {
			reason: STOPS_EARLY,
			fields: ['0.text', '0.finishReason', 'whole'],
		},
		'a tool name in pieces': {
			reason: 'The package keeps the last piece of a name; we join them.',
			fields: ['0.toolCalls'],
		},
		'two tool calls under one index': {
			reason: 'The package merges them into one call whose arguments are no JSON.',
			fields: ['0.toolCalls'],
		},
		'a tool call without an index': {
			reason: NO_INDEX,
			fields: ['0.toolCalls', '0.finishReason', 'whole'],
		},
		'a choice far out of bounds': {
			reason: 'The package throws; we leave the choice out and name its frame.',
			fields: ['0.text', '0.finishReason', 'whole'],
		},
		'a choice without a role': {
			reason: 'The package refuses the finished answer; we keep it, without a role.',
			fields: ['whole'],
		},
		'content in parts': {
			reason: 'The package appends the list as "[object Object]"; we take the text out of it.',
			fields: ['0.text'],
		},
	};

const fixtures = new URL('../fixtures/', import.meta.url);
const files = ['captures', 'chat'].flatMap((folder) =>
	readdirSync(new URL(folder, fixtures))
		.filter((name) => name.endsWith('.sse'))
		.map((name) => `${folder}/${name}`)
);

const call = (fields: object) => chunkOf({ role: 'assistant', tool_calls: [fields] });
const end = [chunkOf({}, 'stop'), '[DONE]'];
/** What no file has: what servers do with tool calls, and what they could do. */
const made: Record<string, string> = {
	'a tool call repeated in one chunk': bodyOf(
		chunkOf({
			role: 'assistant',
			tool_calls: [
				{ index: 0, id: 'a', type: 'function', function: { name: 'f' } },
				{ index: 0, function: { arguments: '{"x":' } },
			],
		}),
		call({ index: 0, function: { arguments: '1}' } }),
		...end
	),
	'a tool call with its id and name late': bodyOf(
		call({ index: 0, type: 'function', function: { arguments: '{' } }),
		call({ index: 0, id: 'a', function: { name: 'f', arguments: '}' } }),
		...end
	),
	'a tool name in pieces': bodyOf(
		call({ index: 0, id: 'a', type: 'function', function: { name: 'get_', arguments: '' } }),
		call({ index: 0, function: { name: 'weather', arguments: '{}' } }),
		...end
	),
	'two tool calls under one index': bodyOf(
		call({ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }),
		call({ index: 0, id: 'b', type: 'function', function: { name: 'f', arguments: '{}' } }),
		...end
	),
	'a tool call without an index': bodyOf(
		chunkOf({ role: 'assistant' }),
		call({ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }),
		...end
	),
	'a choice far out of bounds': bodyOf(
		chunkOf({ role: 'assistant' }),
		chunkOf({ content: 'a' }, null, 1e9),
		chunkOf({ content: 'b' }),
		...end
	),
	'a choice without a role': bodyOf(chunkOf({ content: 'a' }), ...end),
	'content in parts': bodyOf(
		chunkOf({ role: 'assistant', content: [{ type: 'text', text: 'a' }] }),
		...end
	),
};

const bytesOf = (name: string) =>
	name in made
		? new TextEncoder().encode(made[name])
		: new Uint8Array(readFileSync(new URL(name, fixtures)));

/** What either side made of a stream, by field; `0.` is the first choice. Nothing, null and '' are left out. */
type Fields = Record<string, unknown>;

function fieldsOf(head: Fields, choices: readonly Fields[]): Fields {
	const all = [
		...Object.entries(head),
		...choices.flatMap((choice, i) =>
			Object.entries(choice).map(([name, value]) => [`${i}.${name}`, value] as const)
		),
	];
	return Object.fromEntries(
		all.filter(([, value]) => value !== undefined && value !== null && value !== '')
	);
}

function ours(body: Uint8Array): Fields {
	const { message, outcome } = runOf(body);
	const { id, model, systemFingerprint, usage } = message;
	return fieldsOf(
		{ id, model, systemFingerprint, usage, whole: outcome.kind.startsWith('complete') },
		message.choices.map(
			({ role, text, reasoning, refusal, toolCalls, finishReason, logprobs }) => ({
				role,
				text,
				reasoning,
				refusal,
				finishReason,
				toolCalls: listed(
					toolCalls.map(({ id: callId, name, arguments: json }) => ({
						id: callId,
						name,
						arguments: json,
					}))
				),
				logprobs: logprobs && listsOf(logprobs),
			})
		)
	);
}

async function theirs(body: Uint8Array<ArrayBuffer>): Promise<Fields> {
	const client = new OpenAI({
		apiKey: 'sk-none',
		baseURL: 'http://127.0.0.1/v1',
		maxRetries: 0,
		logLevel: 'off',
		fetch: async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
	});
	const stream = client.chat.completions.stream({ model: 'any', messages: [] });
	let snapshot: Snapshot | undefined;
	// Taken at every chunk: after an error, or at the end, the package lets go of it.
	stream.on('chunk', (_, soFar) => (snapshot = structuredClone(soFar) as object as Snapshot));
	const whole = await stream.done().then(
		() => true,
		() => false
	);
	const heard: Snapshot = snapshot ?? { choices: [] };
	const { id, model, system_fingerprint: systemFingerprint, usage, choices } = heard;
	return fieldsOf(
		{ id, model, systemFingerprint, usage, whole },
		choices.map(({ message, finish_reason: finishReason, logprobs }) => ({
			role: message.role,
			text: message.content,
			reasoning: message.reasoning ?? message.reasoning_content,
			refusal: message.refusal,
			functionCall: message.function_call,
			finishReason,
			toolCalls: message.tool_calls?.map(({ id: callId, function: { name, arguments: json } }) => ({
				id: callId,
				name,
				arguments: json,
			})),
			logprobs: logprobs && listsOf(logprobs),
		}))
	);
}

/** No list where it would be empty: the package has none then. */
const listed = <T>(list: T[]) => (list.length > 0 ? list : undefined);

/** Logprobs as two lists: the package has null where we have an empty one. */
function listsOf({ content, refusal }: Fields) {
	return { content: content ?? [], refusal: refusal ?? [] };
}

/** What the package adds up, with the fields of vLLM that it carries along. */
interface Snapshot extends Fields {
	choices: {
		finish_reason: unknown;
		logprobs: Fields | null;
		message: Fields & { tool_calls?: { id: unknown; function: Fields }[] };
	}[];
}

describe('a message', () => {
	test.each([...files, ...Object.keys(made)])(
		'of %s is what the openai package makes',
		async (name) => {
			const body = bytesOf(name);
			const [we, they] = [ours(body), await theirs(body)];
			const differing = Object.keys({ ...they, ...we }).filter(
				(field) => !isDeepStrictEqual(we[field], they[field])
			);
			const { fields = [], reason = 'none is meant' } = DIFFERENCES[name] ?? {};
			expect(
				differing.toSorted(),
				`${reason}\nours   ${JSON.stringify(we)}\ntheirs ${JSON.stringify(they)}`
			).toEqual(fields.toSorted());
		}
	);

	test('differs nowhere but in streams that there are', () => {
		const names = new Set([...files, ...Object.keys(made)]);
		expect(Object.keys(DIFFERENCES).filter((name) => !names.has(name))).toEqual([]);
	});
});
