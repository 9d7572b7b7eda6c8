/**
 * What `POST /v1/responses` answers.
 *
 * Source  OpenAI's API reference, and the types `Response` and `ResponseStreamEvent` of the npm package `openai`
 *         7.59.0, whose helper reads it in the tests.
 */
import type { Fields } from '../fields.ts';
import { hashId } from '../random.ts';
import { settingsOf } from './settings.ts';
import type { Block, Ending, Head, Step } from './steps.ts';

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

export function createResponsesEvents(request: Fields): (step: Step) => readonly Event[] {
	let count = 0;
	const event = (type: string, fields: object): Event => ({
		type,
		sequence_number: count++,
		...fields,
	});

	return (step) => {
		switch (step.kind) {
			case 'begin': {
				const response = { ...responseOf(step.head, [], 'in_progress'), ...settingsOf(request) };
				return [
					event('response.created', { response }),
					event('response.in_progress', { response }),
				];
			}
			case 'start':
				return started(step.index, step.block);
			case 'piece': {
				const { field, more } = KINDS[step.block.type];
				return [event(`${field}.delta`, { ...placeOf(step), delta: step.text, ...more })];
			}
			case 'stop':
				return stopped(step.index, step.block);
			case 'end': {
				const response = wholeResponse(step.head, step.blocks, step, request);
				return [event(`response.${String(response['status'])}`, { response })];
			}
			default:
				return [];
		}
	};

	function started(index: number, block: Block): Event[] {
		const item = itemOf(block, index, 'in_progress');
		const added = event('response.output_item.added', { output_index: index, item });
		if (block.type === 'call') return [added];
		const { part } = KINDS[block.type];
		const place = placeOf({ index, block });
		return [added, event('response.content_part.added', { ...place, part: partOf(part, '') })];
	}

	function stopped(index: number, block: Block): Event[] {
		const { field, whole, part, more } = KINDS[block.type];
		const place = placeOf({ index, block });
		const name = block.type === 'call' ? { name: block.name } : {};
		const done = event(`${field}.done`, { ...place, ...name, [whole]: block.text, ...more });
		const item = itemOf(block, index, 'completed');
		const itemDone = () => event('response.output_item.done', { output_index: index, item });
		if (block.type === 'call') return [done, itemDone()];
		const made = event('response.content_part.done', { ...place, part: partOf(part, block.text) });
		return [done, made, itemDone()];
	}
}

/** Each kind of block: its family of events, the field of the whole in `.done`, the type of its part. */
const KINDS = {
	text: {
		field: 'response.output_text',
		whole: 'text',
		part: 'output_text',
		more: { logprobs: [] },
	},
	reasoning: { field: 'response.reasoning_text', whole: 'text', part: 'reasoning_text', more: {} },
	call: { field: 'response.function_call_arguments', whole: 'arguments', part: '', more: {} },
} as const;

function placeOf({ index, block }: { index: number; block: Block }) {
	const place = { item_id: itemId(block, index), output_index: index };
	return block.type === 'call' ? place : { ...place, content_index: 0 };
}

function partOf(type: string, text: string) {
	return type === 'output_text' ? { type, text, annotations: [], logprobs: [] } : { type, text };
}

const itemId = ({ type, id }: Block, index: number) =>
	`${{ text: 'msg', reasoning: 'rs', call: 'fc' }[type]}_${hashId(`${id} ${index}`)}`;

function itemOf(block: Block, index: number, status: 'in_progress' | 'completed') {
	const { type, text, id: callId, name } = block;
	const id = itemId(block, index);
	const content = status === 'completed' ? [partOf(KINDS[type].part, text)] : [];
	switch (type) {
		case 'text':
			return { id, type: 'message', role: 'assistant', status, content };
		case 'reasoning':
			return { id, type: 'reasoning', summary: [], content };
		case 'call': {
			const args = status === 'completed' ? text : '';
			return { id, type: 'function_call', status, call_id: callId, name, arguments: args };
		}
	}
}

/** The words of chat for an answer that is incomplete, in the words of this API. */
const INCOMPLETE: Readonly<Record<string, string>> = {
	length: 'max_output_tokens',
	content_filter: 'content_filter',
};

export function wholeResponse(
	head: Head,
	blocks: readonly Block[],
	{ finishReason, usage }: Ending,
	request: Fields
) {
	const reason = INCOMPLETE[finishReason];
	const output = blocks.map((block, index) => itemOf(block, index, 'completed'));
	return {
		...responseOf(head, output, reason === undefined ? 'completed' : 'incomplete'),
		...settingsOf(request),
		completed_at: reason === undefined ? head.created : null,
		incomplete_details: reason === undefined ? null : { reason },
		usage: usage && {
			input_tokens: usage.prompt_tokens,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens: usage.completion_tokens,
			output_tokens_details: { reasoning_tokens: 0 },
			total_tokens: usage.total_tokens,
		},
	};
}

function responseOf({ id, model, created }: Head, output: readonly object[], status: string) {
	return {
		id: id.replace('chatcmpl-', 'resp_'),
		object: 'response',
		created_at: created,
		completed_at: null,
		status,
		error: null,
		incomplete_details: null,
		model,
		output,
		usage: null,
	};
}
