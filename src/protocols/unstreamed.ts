/**
 * An answer that was not streamed: a server may ignore `"stream": true`, and some are asked not to.
 *
 * In      A body.
 * Out     The message in it; `undefined` where it is no whole answer in JSON.
 *
 * It is read as the stream that it stands for, by the readers of streams, so that an answer is the same either way.
 * No frame brought it: the links of the message lead nowhere.
 */
import {
	addChunk,
	createMessage,
	documentOf,
	isObject,
	jsonText,
	type JSONObject,
	type Message,
} from '../chat/index.ts';
import { createFrameDecoder, encodeFrame } from '../sse/index.ts';
import { fieldsIn, listIn, textIn } from './event.ts';
import { PROTOCOL_TABLE, type Protocol } from './reader.ts';

export function readUnstreamed(body: string): Message | undefined {
	const found = documentOf(body, undefined);
	if (found?.kind !== 'completion') return undefined;
	const { form, answer } = found;
	const read = PROTOCOL_TABLE[form].create();
	const decoder = createFrameDecoder({ maxFrameBytes: Infinity });
	const message = createMessage();
	for (const event of EVENTS[form](answer)) {
		const data = jsonText(event);
		// Nested more deeply than any answer is.
		if (data === undefined) return undefined;
		for (const frame of decoder.push(encodeFrame({ data }))) addChunk(message, read(frame));
	}
	return message;
}

/** The events that would have brought the answer. */
const EVENTS: Readonly<Record<Protocol, (answer: JSONObject) => readonly JSONObject[]>> = {
	chat: (answer) => {
		const { choices } = answer;
		return [{ ...answer, choices: Array.isArray(choices) ? choices.map(asDelta) : choices }];
	},
	responses: (response) => {
		const status = textIn(response['status']) || 'completed';
		return [
			{ type: 'response.created', response },
			{ type: `response.${status}`, response },
		];
	},
	messages: (message) => [
		{ type: 'message_start', message },
		...listIn(message['content']).flatMap((block, index) => blockEvents(fieldsIn(block), index)),
		{
			type: 'message_delta',
			delta: { stop_reason: message['stop_reason'] },
			usage: message['usage'],
		},
		{ type: 'message_stop' },
	],
};

/** A choice with its whole message, as the one delta that brings it all. */
function asDelta(choice: unknown): unknown {
	if (!isObject(choice) || !isObject(choice['message'])) return choice;
	const { message, ...rest } = choice;
	const { tool_calls: calls } = message;
	// Whole calls need no number; of pieces it says which call they are of.
	const numbered = listIn(calls).map((call, index) => Object.assign({ index }, call));
	return { ...rest, delta: Array.isArray(calls) ? { ...message, tool_calls: numbered } : message };
}

/** A block from its start to its end. The input of a tool comes as the API streams it: as text, after the start. */
function blockEvents(block: JSONObject, index: number): JSONObject[] {
	const { input, ...rest } = block;
	const json = block['type'] === 'tool_use' ? jsonText(input) : undefined;
	return [
		{
			type: 'content_block_start',
			index,
			content_block: json === undefined ? block : { ...rest, input: {} },
		},
		...(json === undefined
			? []
			: [
					{
						type: 'content_block_delta',
						index,
						delta: { type: 'input_json_delta', partial_json: json },
					},
				]),
		{ type: 'content_block_stop', index },
	];
}
