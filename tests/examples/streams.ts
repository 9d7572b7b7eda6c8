/**
 * Streams for the example programs to read: one answer, sent well and sent badly.
 *
 * Out     `Reply` values for `serveReply`, or their bytes. Real servers' shapes: see `tests/fixtures/`.
 */
import type { Reply } from '../support/loopback.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);

/** Everything a cut can break: characters of one to four bytes, one made of several code points. */
export const story = 'Once upon a time, café, 水, 🚀 and 👩‍🚀.';

const envelope = {
	id: 'chatcmpl-123',
	object: 'chat.completion.chunk',
	created: 1234567890,
	model: 'vllm-primary',
};

export const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

export function chunk(delta: object, finish_reason: string | null = null) {
	return data({ ...envelope, choices: [{ index: 0, delta, finish_reason }] });
}

/** A chunk that adds text. */
export const text = (content: string, finish_reason: string | null = null) =>
	chunk({ content }, finish_reason);

export const usage = data({
	...envelope,
	choices: [],
	usage: { prompt_tokens: 4, completion_tokens: 12, total_tokens: 16 },
});

export const done = 'data: [DONE]\n\n';

/** The first frames of the story, and no end. */
export const opening =
	chunk({ role: 'assistant', content: '' }) +
	story
		.split(/(?= )/)
		.map((content) => chunk({ content }))
		.join('');

/** The story, whole: a comment and a chunk of token counts included. */
export const whole = `: keep-alive\n\n${opening}${chunk({}, 'stop')}${usage}${done}`;

export const crlf = (stream: string) => stream.replaceAll('\n', '\r\n');
export const cr = (stream: string) => stream.replaceAll('\n', '\r');

export const byteByByte = (stream: string) =>
	Array.from(bytes(stream), (byte) => Uint8Array.of(byte));

/** Reads of `size` bytes. */
export function inReads(stream: Uint8Array, size: number): Uint8Array[] {
	const count = Math.ceil(stream.length / size);
	return Array.from({ length: count }, (_, i) => stream.subarray(i * size, (i + 1) * size));
}

export const reply = (stream: string, rest: Omit<Reply, 'reads'> = {}): Reply => ({
	reads: [bytes(stream)],
	...rest,
});

export const refusal = (
	status: number,
	body: unknown,
	headers: Readonly<Record<string, string>> = {}
): Reply => ({
	status,
	headers: { 'content-type': 'application/json', ...headers },
	reads: [bytes(JSON.stringify(body))],
});
