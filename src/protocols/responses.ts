/**
 * OpenAI Responses, `POST /v1/responses` with `stream`: typed events to meanings.
 *
 * Source  `ResponseStreamEvent` of the npm package `openai` 7.59.0. A test holds that each of its types is known.
 * In      Frames in their order.
 * Out     `Meaning`s: the event's part of the answer, as a chunk would bring it. An unknown type is `other`.
 *
 * What is decided here, and why:
 * - Every part is sent twice, in deltas and whole at its end (`.done`, the item, the response). Only what the deltas
 *   have not brought is added then, so an answer whose deltas were lost, or never sent, is still there.
 * - A tool call is numbered by its place in `output`, which all of its events name.
 * - The last event says how the answer ended: `completed`, or why it is `incomplete`; `failed` is an error.
 *   Nothing after it counts.
 * - `sequence_number` counts the events: where it jumps, some are lost or out of order.
 */
import { isObject, readUsage, toApiError, type JSONObject } from '../chat/index.ts';
import { eventOf, fieldsIn, listIn, meaningOf, readOther, textIn, unshown } from './event.ts';
import type { Brings, ReadFrame } from './event.ts';
import { createWholes, type PartKind } from './wholes.ts';

/** Families of events that bring a part in pieces (`.delta`) and then whole (`.done`), and the field of the whole. */
const PARTS: Readonly<Record<string, readonly [kind: PartKind, whole: string]>> = {
	'response.output_text': ['text', 'text'],
	'response.refusal': ['refusal', 'refusal'],
	'response.reasoning_text': ['reasoning', 'text'],
	'response.reasoning_summary_text': ['summary', 'text'],
	'response.function_call_arguments': ['call', 'arguments'],
	'response.custom_tool_call_input': ['call', 'input'],
};

/** Of tools that the server runs, and of media: no part of the message. */
const BESIDE =
	/^response\.(audio|web_search_call|file_search_call|code_interpreter_call|image_generation_call|mcp_\w+|shell_call\w*|compaction)(_code)?\b/;

export function createResponsesReader(): ReadFrame {
	const wholes = createWholes();
	let expected: number | undefined;
	let isOver = false;

	return (frame) => {
		const event = eventOf(frame);
		if (event === undefined || isOver) return readOther(frame);
		const failed = failureIn(event);
		if (failed !== undefined) {
			return { kind: 'api-error', frameIndex: frame.index, error: failed, chunk: undefined };
		}
		const brings = read(event);
		if (brings === undefined) return readOther(frame);
		isOver = brings.isLast ?? false;
		const remarks = [...(brings.remarks ?? []), ...outOfOrder(event), ...wholes.remarks()];
		return meaningOf(frame.index, event.type, { ...brings, remarks });
	};

	function read(event: JSONObject & { type: string }): Brings | undefined {
		const { type, output_index: at, item, part } = event;
		const family = type.replace(/\.(delta|done)$/, '');
		const known = PARTS[family];
		if (known !== undefined && type !== family) {
			const [kind, whole] = known;
			const inner = event['content_index'] ?? event['summary_index'];
			return type.endsWith('.delta')
				? { delta: wholes.piece(kind, at, inner, textIn(event['delta'])) }
				: { delta: wholes.whole(kind, at, inner, textIn(event[whole])) };
		}
		switch (type) {
			case 'response.created':
			case 'response.queued':
			case 'response.in_progress':
				return { delta: { role: 'assistant' }, head: headOf(event['response']) };
			case 'response.output_item.added':
			case 'response.output_item.done':
				return readItem(fieldsIn(item), at, type.endsWith('.done'));
			case 'response.content_part.done':
				return readPart(fieldsIn(part), at, event['content_index']);
			case 'response.content_part.added':
			case 'response.reasoning_summary_part.added':
			case 'response.reasoning_summary_part.done':
				return {};
			case 'response.output_text.annotation.added':
				return { remarks: [unshown('annotation', 'annotations')] };
			case 'response.completed':
			case 'response.incomplete':
				return readEnd(fieldsIn(event['response']), type);
			default:
				return BESIDE.test(type) ? { remarks: [unshown(type, besideWords(type))] } : undefined;
		}
	}

	function readItem(item: JSONObject, at: unknown, isWhole: boolean): Brings {
		switch (item['type']) {
			case 'function_call':
			case 'custom_tool_call': {
				const text = textIn(item['arguments'] ?? item['input']);
				return { delta: wholes.call(at, item, text, isWhole) };
			}
			case 'message':
				return isWhole ? readParts(item, at) : {};
			case 'reasoning':
				return isWhole ? readParts(item, at) : {};
			default:
				return { remarks: [unshown('item', `an item of the type ${String(item['type'])}`)] };
		}
	}

	function readParts(item: JSONObject, at: unknown): Brings {
		const parts = [
			...listIn(item['content']).map((part, i) => readPart(fieldsIn(part), at, i)),
			...listIn(item['summary']).map((part, i) => readPart(fieldsIn(part), at, i)),
		];
		return joined(parts);
	}

	function readPart(part: JSONObject, at: unknown, inner: unknown): Brings {
		switch (part['type']) {
			case 'output_text':
				return { delta: wholes.whole('text', at, inner, textIn(part['text'])) };
			case 'refusal':
				return { delta: wholes.whole('refusal', at, inner, textIn(part['refusal'])) };
			case 'reasoning_text':
				return { delta: wholes.whole('reasoning', at, inner, textIn(part['text'])) };
			case 'summary_text':
				return { delta: wholes.whole('summary', at, inner, textIn(part['text'])) };
			default:
				return {};
		}
	}

	function readEnd(response: JSONObject, type: string): Brings {
		const items = listIn(response['output']).map((item, at) => readItem(fieldsIn(item), at, true));
		const why = fieldsIn(response['incomplete_details'])['reason'];
		// vLLM ends with `response.completed` at the token limit, too; the status inside is right.
		const isCut = response['status'] === 'incomplete';
		const word = isCut ? 'incomplete' : type.replace('response.', '');
		return {
			...joined(items),
			head: headOf(response),
			usage: isObject(response['usage']) ? readUsage(response) : undefined,
			finishReason: typeof why === 'string' && why !== '' ? why : word,
			isLast: true,
		};
	}

	function outOfOrder({ sequence_number: sent }: JSONObject) {
		if (typeof sent !== 'number') return [];
		const before = expected;
		expected = sent + 1;
		if (before === undefined || sent === before) return [];
		const detail = `\`sequence_number\` is ${sent} where ${before} should be`;
		return [{ kind: 'event-order', place: 'sequence_number', detail } as const];
	}
}

/** The error of an `error` event, or of a response that failed. */
function failureIn(event: JSONObject & { type: string }) {
	if (event.type === 'error') return toApiError(isObject(event['error']) ? event : unnamed(event));
	if (event.type !== 'response.failed') return undefined;
	const { error, status } = fieldsIn(event['response']);
	return toApiError(error ?? { message: `The response ended as ${textIn(status) || 'failed'}.` });
}

/** `type` is the event's here, and no type of error. */
const unnamed = ({ type: _type, sequence_number: _number, ...error }: JSONObject) => error;

function headOf(response: unknown): JSONObject {
	const { id, model } = fieldsIn(response);
	return { id, model };
}

/** One delta of several: each brings parts of its own kind. */
function joined(all: readonly Brings[]): Brings {
	const delta: Record<string, unknown> = {};
	for (const { delta: one = {} } of all) {
		for (const [field, value] of Object.entries(one)) {
			const before = delta[field];
			delta[field] =
				typeof value === 'string' ? textIn(before) + value : [...listIn(before), ...listIn(value)];
		}
	}
	return { delta, remarks: all.flatMap(({ remarks = [] }) => remarks) };
}

function besideWords(type: string): string {
	return type.startsWith('response.audio') ? 'audio' : 'the work of a tool that the server runs';
}
