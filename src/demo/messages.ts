/**
 * Validates the messages of a chat request.
 *
 * In      The field `messages`. Content is a string or a list of text parts. An assistant message may have
 *         no content, only tool calls.
 * Errors  `Refusal` 400 with the path of the field.
 */
import { isObject, readField, refuse, show, type Fields } from './fields.ts';

export interface ChatMessage {
	readonly role: string;
	readonly text: string;
	/** Of a tool's result: the tool that was called, where an earlier message says so. */
	readonly toolName?: string;
}

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

export function readMessages(messages: unknown): ChatMessage[] {
	if (!Array.isArray(messages)) {
		throw refuse(
			`\`messages\` is ${show(messages)}. Send a list such as [{"role": "user", "content": "Hello"}].`,
			'messages'
		);
	}
	if (messages.length === 0) {
		throw refuse(
			'`messages` is empty. Send at least one message with the role `user`.',
			'messages'
		);
	}
	const called = new Map<unknown, string>();
	return messages.map((message: unknown, index) => {
		const path = `messages[${index}]`;
		if (isObject(message)) {
			noteCalls(message, called);
			const toolName = called.get(message['tool_call_id']);
			return { ...readMessage(message, path), ...(toolName !== undefined && { toolName }) };
		}
		throw refuse(`\`${path}\` is ${show(message)}. Send an object with a role and content.`, path);
	});
}

function readMessage(message: Fields, path: string): ChatMessage {
	const role = message['role'];
	if (typeof role !== 'string' || !ROLES.includes(role)) {
		throw refuse(`\`${path}.role\` is ${show(role)}. Roles: ${ROLES.join(', ')}.`, `${path}.role`);
	}
	const content = readField(message, 'content');
	if (role === 'assistant' && content === undefined) return { role, text: '' };
	return { role, text: readContent(content, `${path}.content`) };
}

/** Remembers the names of an assistant's tool calls by their ids; whatever else stands there is let pass. */
function noteCalls({ tool_calls: calls }: Fields, called: Map<unknown, string>) {
	for (const call of Array.isArray(calls) ? calls.filter(isObject) : []) {
		const name = isObject(call['function']) ? call['function']['name'] : undefined;
		if (typeof call['id'] === 'string' && typeof name === 'string') called.set(call['id'], name);
	}
}

function readContent(content: unknown, path: string): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) {
		throw refuse(
			`\`${path}\` is ${show(content)}. Send a string, or a list of {"type": "text", "text": ...}.`,
			path
		);
	}
	return content
		.map((part: unknown, index) => {
			const at = `${path}[${index}]`;
			if (isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string') {
				return part['text'];
			}
			throw refuse(
				`\`${at}\` is ${show(part)}. The demo reads text alone: {"type": "text", "text": "Hello"}.`,
				at
			);
		})
		.join('');
}

/** The last user message: the one that is answered. */
export function readPrompt(messages: readonly ChatMessage[]): string {
	const index = messages.findLastIndex(({ role }) => role === 'user');
	const prompt = messages[index]?.text;
	if (prompt === undefined) {
		throw refuse('No message has the role `user`. Add the one to be answered.', 'messages');
	}
	if (prompt.trim() === '') {
		throw refuse(
			'The last user message is empty. Write what the answer should be about.',
			`messages[${index}].content`
		);
	}
	return prompt;
}

/** An estimate: one token per four bytes of UTF-8, and four per message for the model's template. */
export function estimateTokens(messages: readonly ChatMessage[]): number {
	const encoder = new TextEncoder();
	return messages.reduce(
		(sum, { text }) => sum + Math.ceil(encoder.encode(text).length / 4) + 4,
		0
	);
}
