/**
 * Requests of Responses and Messages in the words of chat, so that one reader checks them all.
 *
 * Out     The chat request, and where each of its messages stood, for errors that name a field.
 * Errors  `Refusal` 400 for what the demo does not have. All else is refused by the reader of chat requests.
 */
import { isObject, readField, refuse, show, type Fields } from '../fields.ts';

export interface ChatRequestOf {
	readonly body: unknown;
	/** By the index of the message: `input[2]`. */
	readonly places: readonly string[];
	/** What this API calls the list of messages. */
	readonly list: 'input' | 'messages';
}

interface Placed {
	readonly place: string;
	readonly message: unknown;
}

export function fromResponses(body: unknown): ChatRequestOf {
	if (!isObject(body)) return { body, places: [], list: 'input' };
	const { input, instructions, max_output_tokens: maxTokens, text, tools, ...same } = body;
	const previous = readField(same, 'previous_response_id');
	if (previous !== undefined) {
		throw refuse(
			`\`previous_response_id\` is ${show(previous)}. The demo keeps no answers: send the earlier turns in \`input\`.`,
			'previous_response_id'
		);
	}
	const format = isObject(text) ? text['format'] : undefined;
	const messages = [...systemOf(instructions, 'instructions'), ...itemsOf(input)];
	return {
		body: {
			...same,
			stream_options: undefined,
			messages: input === undefined ? undefined : messages.map(({ message }) => message),
			max_tokens: maxTokens,
			tools: listed(tools, ({ type, ...details }) => ({ type, function: details })),
			tool_choice: namedChoice(same['tool_choice']),
			response_format: isObject(format) ? formatOf(format) : format,
		},
		places: messages.map(({ place }) => place),
		list: 'input',
	};
}

function itemsOf(input: unknown): Placed[] {
	if (typeof input === 'string')
		return [{ place: 'input', message: { role: 'user', content: input } }];
	return (Array.isArray(input) ? input : [input]).flatMap((item: unknown, index) => {
		const place = `input[${index}]`;
		if (!isObject(item)) return [{ place, message: item }];
		const { type, call_id: id, name, arguments: args, output } = item;
		if (type === 'reasoning') return [];
		if (type === 'function_call') {
			return [{ place, message: calling([{ id, function: { name, arguments: args } }]) }];
		}
		if (type === 'function_call_output') {
			return [{ place, message: { role: 'tool', tool_call_id: id, content: textOf(output) } }];
		}
		return [{ place, message: { role: item['role'], content: textOf(item['content']) } }];
	});
}

export function fromMessages(body: unknown): ChatRequestOf {
	if (!isObject(body)) return { body, places: [], list: 'messages' };
	const {
		system,
		messages: turns,
		tools,
		stop_sequences: stop,
		output_config: output,
		...same
	} = body;
	if (readField(same, 'max_tokens') === undefined) {
		throw refuse(
			'`max_tokens` is missing. This API has no default: send a whole number from 1.',
			'max_tokens'
		);
	}
	const format = isObject(output) ? output['format'] : undefined;
	const choice = same['tool_choice'];
	const isParallel =
		isObject(choice) && choice['disable_parallel_tool_use'] === true ? false : undefined;
	const messages = [...systemOf(system, 'system'), ...turnsOf(turns)];
	return {
		body: {
			...same,
			stream_options: undefined,
			messages: Array.isArray(turns) ? messages.map(({ message }) => message) : turns,
			stop,
			tools: listed(tools, ({ name, description, input_schema: parameters }) => ({
				type: 'function',
				function: { name, description, parameters },
			})),
			tool_choice: isObject(choice) ? choiceOf(choice) : choice,
			parallel_tool_calls: isParallel,
			response_format: isObject(format) ? formatOf({ name: 'answer', ...format }) : format,
		},
		places: messages.map(({ place }) => place),
		list: 'messages',
	};
}

/** A turn with results of tools becomes a message for each, and one for its text. */
function turnsOf(turns: unknown): Placed[] {
	return (Array.isArray(turns) ? turns : []).flatMap((turn: unknown, index) => {
		const place = `messages[${index}]`;
		if (!isObject(turn) || !Array.isArray(turn['content'])) return [{ place, message: turn }];
		const blocks: readonly unknown[] = turn['content'];
		const ofType = (type: string) =>
			blocks.filter(isObject).filter((block) => block['type'] === type);
		const results = ofType('tool_result').map(({ tool_use_id: id, content }): Placed => ({
			place,
			message: { role: 'tool', tool_call_id: id, content: textOf(content ?? '') },
		}));
		const calls = ofType('tool_use').map(({ id, name, input }) => ({
			id,
			function: { name, arguments: JSON.stringify(input) },
		}));
		if (calls.length > 0) return [{ place, message: calling(calls) }];
		const read = new Set<unknown>(['tool_result', 'thinking', 'redacted_thinking']);
		const rest = blocks.filter((block) => !isObject(block) || !read.has(block['type']));
		const message = { role: turn['role'], content: textOf(rest) };
		return rest.length === 0 ? results : results.concat({ place, message });
	});
}

const calling = (calls: readonly object[]) => ({ role: 'assistant', tool_calls: calls });

function systemOf(system: unknown, place: string): Placed[] {
	if (system === undefined || system === null) return [];
	return [{ place, message: { role: 'system', content: textOf(system) } }];
}

/** Parts of text under whichever name; anything else stays, and is refused. */
function textOf(content: unknown): unknown {
	if (!Array.isArray(content)) return content;
	return content.map((part: unknown) => {
		const type = isObject(part) ? String(part['type']) : '';
		return isObject(part) && /^(input_|output_)?text$/.test(type)
			? { type: 'text', text: part['text'] }
			: part;
	});
}

function listed(list: unknown, to: (one: Fields) => object): unknown {
	return Array.isArray(list) ? list.map((one: unknown) => (isObject(one) ? to(one) : one)) : list;
}

function namedChoice(choice: unknown): unknown {
	return isObject(choice) ? { type: choice['type'], function: { name: choice['name'] } } : choice;
}

function choiceOf(choice: Fields): unknown {
	const words: Readonly<Record<string, string>> = { auto: 'auto', any: 'required', none: 'none' };
	return words[String(choice['type'])] ?? { type: 'function', function: { name: choice['name'] } };
}

function formatOf({ type, name, schema, strict }: Fields): object {
	return type === 'json_schema' ? { type, json_schema: { name, schema, strict } } : { type };
}
