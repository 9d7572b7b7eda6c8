/**
 * What `POST /v1/messages` answers.
 *
 * Source  Anthropic's API reference, and the types `Message` and `RawMessageStreamEvent` of the npm package
 *         `@anthropic-ai/sdk` 1.14.0, whose helper reads it in the tests.
 */
import type { Block, Ending, Head, Step } from './steps.ts';

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

/** The counts at the start of a stream, before any is known. */
const BEGUN = { completion_tokens: 1 };

/** What a signature looks like; nobody can check this one. */
const SIGNATURE = 'c2lnbmVkIGJ5IG5vYm9keQ==';

export function createMessagesEvents(): (step: Step) => readonly Event[] {
	return (step) => {
		switch (step.kind) {
			case 'begin':
				return [{ type: 'message_start', message: messageOf(step.head, [], null, BEGUN) }];
			case 'start':
				return [
					{ type: 'content_block_start', index: step.index, content_block: emptyBlock(step.block) },
				];
			case 'piece':
				return [
					{ type: 'content_block_delta', index: step.index, delta: deltaOf(step.block, step.text) },
				];
			case 'stop': {
				const { index, block } = step;
				const signed = { type: 'signature_delta', signature: SIGNATURE };
				const stop = { type: 'content_block_stop', index };
				if (block.type !== 'reasoning') return [stop];
				return [{ type: 'content_block_delta', index, delta: signed }, stop];
			}
			case 'end':
				return [
					{
						type: 'message_delta',
						delta: { stop_reason: stopReasonOf(step.finishReason), stop_sequence: null },
						usage: usageOf(step.usage),
					},
				];
			case 'done':
				return [{ type: 'message_stop' }];
		}
	};
}

export function wholeMessage(
	head: Head,
	blocks: readonly Block[],
	{ finishReason, usage }: Ending
) {
	const content = blocks.map((block) => wholeBlock(block));
	return messageOf(head, content, stopReasonOf(finishReason), usage);
}

const STOP_REASONS: Readonly<Record<string, string>> = {
	stop: 'end_turn',
	length: 'max_tokens',
	tool_calls: 'tool_use',
	content_filter: 'refusal',
};

const stopReasonOf = (finishReason: string) => STOP_REASONS[finishReason] ?? finishReason;

function emptyBlock({ type, id, name }: Block) {
	switch (type) {
		case 'text':
			return { type: 'text', text: '', citations: null };
		case 'reasoning':
			return { type: 'thinking', thinking: '', signature: '' };
		case 'call':
			return { type: 'tool_use', id: toolId(id), name, input: {}, caller: { type: 'direct' } };
	}
}

function deltaOf({ type }: Block, text: string) {
	switch (type) {
		case 'text':
			return { type: 'text_delta', text };
		case 'reasoning':
			return { type: 'thinking_delta', thinking: text };
		case 'call':
			return { type: 'input_json_delta', partial_json: text };
	}
}

function wholeBlock(block: Block) {
	switch (block.type) {
		case 'text':
			return { ...emptyBlock(block), text: block.text };
		case 'reasoning':
			return { type: 'thinking', thinking: block.text, signature: SIGNATURE };
		case 'call':
			return { ...emptyBlock(block), input: inputOf(block.text) };
	}
}

/** Cut by `max_tokens`, arguments are no JSON; the API has an object all the same. */
function inputOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

const toolId = (id: string) => id.replace('call_', 'toolu_');

function messageOf(
	{ id, model }: Head,
	content: readonly object[],
	stopReason: string | null,
	usage: Ending['usage']
) {
	return {
		id: id.replace('chatcmpl-', 'msg_'),
		type: 'message',
		role: 'assistant',
		model,
		content,
		stop_reason: stopReason,
		stop_sequence: null,
		stop_details: null,
		container: null,
		usage: {
			...usageOf(usage),
			cache_creation: null,
			inference_geo: null,
			service_tier: 'standard',
		},
	};
}

function usageOf(usage: Ending['usage']) {
	return {
		input_tokens: usage?.prompt_tokens ?? 0,
		output_tokens: usage?.completion_tokens ?? 0,
		output_tokens_details: null,
		cache_creation_input_tokens: null,
		cache_read_input_tokens: null,
		server_tool_use: null,
	};
}
