/**
 * Anthropic Messages, `POST /v1/messages` with `stream`: typed events to meanings.
 *
 * Source  `RawMessageStreamEvent` of the npm package `@anthropic-ai/sdk` 1.14.0, and the API reference for `ping` and
 *         `error`, which the package's stream takes out before its types begin.
 * In      Frames in their order.
 * Out     `Meaning`s: the event's part of the answer, as a chunk would bring it. An unknown type is `other`.
 *
 * What is decided here, and why:
 * - A delta says itself what it is, so one whose block never started, or has stopped, is read all the same.
 * - A tool call's input comes in pieces of JSON; a server that has it whole may put it into the block's start.
 * - Token counts of `message_delta` are running totals, and leave out what `message_start` said: both are merged.
 * - `stop_reason` says how the answer ended, `message_stop` that nothing follows.
 */
import { readUsage, toApiError, type JSONObject, type Remark } from '../chat/index.ts';
import { eventOf, fieldsIn, meaningOf, readOther, textIn, unshown } from './event.ts';
import type { Brings, ReadFrame } from './event.ts';

export function createMessagesReader(): ReadFrame {
	/** Blocks that have started and not stopped, and whether their input has come. */
	const open = new Map<unknown, { hasInput: boolean }>();
	let usage: JSONObject = {};
	let isOver = false;

	return (frame) => {
		const event = eventOf(frame);
		if (event === undefined || isOver) return readOther(frame);
		const { type } = event;
		if (type === 'error') {
			const error = toApiError(event);
			return { kind: 'api-error', frameIndex: frame.index, error, chunk: undefined };
		}
		const brings = read(event);
		isOver = brings?.isLast ?? false;
		return brings === undefined ? readOther(frame) : meaningOf(frame.index, type, brings);
	};

	function read(event: JSONObject & { type: string }): Brings | undefined {
		const { index } = event;
		switch (event.type) {
			case 'message_start': {
				const { id, model, role, usage: counts } = fieldsIn(event['message']);
				usage = fieldsIn(counts);
				return { delta: { role }, head: { id, model } };
			}
			case 'content_block_start':
				return startBlock(index, fieldsIn(event['content_block']));
			case 'content_block_delta':
				return addTo(index, fieldsIn(event['delta']));
			case 'content_block_stop':
				return { remarks: open.delete(index) ? [] : [misplaced(`block ${String(index)} stops`)] };
			case 'message_delta': {
				const { stop_reason: reason } = fieldsIn(event['delta']);
				const counts = Object.entries(fieldsIn(event['usage'])).filter(
					([, count]) => count !== null
				);
				usage = { ...usage, ...Object.fromEntries(counts) };
				return {
					finishReason: textIn(reason) || undefined,
					usage: counts.length > 0 ? readUsage({ usage }) : undefined,
					remarks: unstopped(),
				};
			}
			case 'message_stop':
				return { isLast: true, remarks: unstopped() };
			case 'ping':
				return {};
			default:
				return undefined;
		}
	}

	function startBlock(index: unknown, block: JSONObject): Brings {
		const { type, text, thinking, id, name, input } = block;
		const args = Object.keys(fieldsIn(input)).length > 0 ? JSON.stringify(input) : '';
		open.set(index, { hasInput: args !== '' });
		switch (type) {
			case 'text':
				return { delta: { content: textIn(text) } };
			case 'thinking':
				return { delta: { reasoning: textIn(thinking) } };
			case 'tool_use':
				return { delta: toolCall(index, args, { id, name }) };
			case 'redacted_thinking':
				return { delta: {}, remarks: [unshown('content_block.data', 'encrypted reasoning')] };
			default:
				return { remarks: [unshown('content_block', `a block of the type ${String(type)}`)] };
		}
	}

	function addTo(index: unknown, delta: JSONObject): Brings {
		const block = open.get(index);
		const remarks =
			block === undefined ? [misplaced(`a piece of block ${String(index)} comes`)] : [];
		switch (delta['type']) {
			case 'text_delta':
				return { delta: { content: textIn(delta['text']) }, remarks };
			case 'thinking_delta':
				return { delta: { reasoning: textIn(delta['thinking']) }, remarks };
			case 'input_json_delta':
				return {
					delta: block?.hasInput ? {} : toolCall(index, textIn(delta['partial_json'])),
					remarks,
				};
			case 'signature_delta':
				return { delta: {}, remarks };
			case 'citations_delta':
				return { delta: {}, remarks: [...remarks, unshown('delta.citation', 'citations')] };
			default: {
				const what = `a piece of the type ${String(delta['type'])}`;
				return { delta: {}, remarks: [...remarks, unshown('delta', what)] };
			}
		}
	}

	/** The blocks that should have stopped by now. Each is remarked on once. */
	function unstopped(): Remark[] {
		const blocks = [...open.keys()];
		open.clear();
		return blocks.map((index) => ({
			kind: 'event-missing',
			place: 'content_block_stop',
			detail: `block ${String(index)}`,
		}));
	}
}

function misplaced(what: string): Remark {
	return { kind: 'event-order', place: 'index', detail: `${what} while it is not open` };
}

function toolCall(index: unknown, args: string, head?: { id: unknown; name: unknown }): JSONObject {
	const { id, name } = head ?? {};
	return { tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }] };
}
