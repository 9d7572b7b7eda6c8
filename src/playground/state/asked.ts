/** What a recording’s own request asked, in short: an imported one has nothing to do with the form. */
import { requestedModel } from '../../run/index.ts';
import type { Recording } from '../../run/index.ts';
import { shorten } from './kept-runs.ts';

/** For example “Tell me a story” to vllm-primary. `undefined` where the recording does not say. */
export function askedIn(recording: Recording): string | undefined {
	const { messages, input = messages } = recording.request.body ?? {};
	const prompt = typeof input === 'string' ? input : lastOfUser(input);
	const model = requestedModel(recording);
	if (prompt === undefined) return model;
	return model === undefined ? shorten(prompt) : `${shorten(prompt)} to ${model}`;
}

function lastOfUser(messages: unknown): string | undefined {
	if (!Array.isArray(messages)) return undefined;
	const last: unknown = messages.findLast((one) => fieldOf(one, 'role') === 'user');
	const content = fieldOf(last, 'content');
	// Text alone, or parts of which some are text.
	const parts = Array.isArray(content) ? content.map((part) => fieldOf(part, 'text')) : [content];
	const text = parts.filter((part) => typeof part === 'string').join(' ');
	return text === '' ? undefined : text;
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
