/**
 * Streams that are not chat chunks, and chat streams that were damaged in transit: a row is a body and what its
 * reader must learn about it.
 */
import { advice, notesFor } from '../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf, type HowItWent } from './chat-stream.ts';

export const text = bodyOf(chunkOf({ role: 'assistant' }), chunkOf({ content: 'Once upon' }));
export const done = bodyOf('[DONE]');
export const stop = bodyOf(chunkOf({}, 'stop'));
export const chunk = JSON.stringify(chunkOf({ content: 'a' }));

/** Everything a reader learns about a body: the verdict, the advice and the ids of the notes. */
export function judged(body: string | Uint8Array, how?: HowItWent) {
	const { outcome, evidence, frames, meanings, message } = runOf(body, how);
	const notes = frames.flatMap((frame, i) => {
		const meaning = meanings[i];
		return meaning ? notesFor({ frame, meaning, message }) : [];
	});
	return { ...outcome, advice: advice(outcome, evidence) ?? '', notes: notes.map(({ id }) => id) };
}

export const sse = (...values: unknown[]) => bodyOf(...values.map((value) => value as object));
const events = (...values: { type: string }[]) =>
	values.map((value) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`).join('');
const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const NDJSON: HowItWent = { contentType: 'application/x-ndjson' };
const ONE_JSON: HowItWent = { contentType: 'application/json' };

/** A whole stream of each, and a word of its name. */
export const protocols: [name: string, body: string, how?: HowItWent][] = [
	[
		'OpenAI Responses',
		events(
			{ type: 'response.created' },
			{ type: 'response.output_text.delta' },
			{ type: 'response.completed' }
		),
	],
	[
		'Anthropic Messages',
		events({ type: 'message_start' }, { type: 'content_block_delta' }, { type: 'message_stop' }),
	],
	[
		'Anthropic Messages',
		sse(
			{ type: 'ping' },
			{ type: 'content_block_start' },
			{ type: 'message_delta', usage: { output_tokens: 4 } },
			{ type: 'message_stop' }
		),
	],
	[
		'Assistants',
		'event: thread.message.delta\ndata: {"object":"thread.message.delta"}\n\nevent: thread.run.completed\ndata: {"object":"thread.run"}\n\n',
	],
	[
		'Gemini',
		sse(
			{ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] },
			{ candidates: [{ finishReason: 'STOP' }], usageMetadata: {} }
		),
	],
	[
		'Gemini',
		`[${JSON.stringify({ candidates: [{ content: {} }] })}\n,\r\n${JSON.stringify({ candidates: [{ finishReason: 'STOP' }] })}\n]`,
		ONE_JSON,
	],
	[
		'Ollama',
		lines(
			{ model: 'x', message: { role: 'assistant', content: 'Hi' }, done: false },
			{ model: 'x', message: {}, done: true, done_reason: 'stop' }
		),
		NDJSON,
	],
	[
		'Ollama',
		lines({ model: 'x', response: 'Hi', done: false }, { model: 'x', response: '', done: true }),
		NDJSON,
	],
	['Ollama', sse({ message: { content: 'Hi' }, done: false }, { message: {}, done: true })],
	[
		'Workers AI',
		`${sse({ response: 'Hi', p: 'ab' }, { response: '', usage: {} })}data: [DONE]\n\n`,
	],
	[
		'AI SDK',
		`${sse({ type: 'start' }, { type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: 'Hi' }, { type: 'finish' })}data: [DONE]\n\n`,
	],
	[
		'AI SDK 4',
		'f:{"messageId":"m"}\n0:"Hi"\n0:" you"\ne:{"finishReason":"stop"}\nd:{"finishReason":"stop"}\n',
		{ contentType: 'text/plain' },
	],
	['Cohere', events({ type: 'message-start' }, { type: 'content-delta' }, { type: 'message-end' })],
	[
		'Cohere',
		lines(
			{ event_type: 'stream-start' },
			{ event_type: 'text-generation' },
			{ event_type: 'stream-end' }
		),
		{ contentType: 'application/stream+json' },
	],
	[
		'Bedrock',
		sse(
			{ messageStart: { role: 'assistant' } },
			{ contentBlockDelta: {} },
			{ messageStop: { stopReason: 'end_turn' } }
		),
	],
	[
		'AWS',
		'\0\0\0\uFFFD\0\0\0K:event-type\x07\0\x05chunk:content-type\x07\0\x10application/json{"bytes":"eyJ0eXBl"}',
		{ contentType: 'application/vnd.amazon.eventstream' },
	],
	[
		'DashScope',
		'id:1\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"text":"Hi","finish_reason":"stop"},"usage":{},"request_id":"r"}\n\n',
	],
	['Baidu', sse({ id: 'as-1', result: 'Hi', is_end: false }, { result: '', is_end: true })],
	[
		'Text Generation Inference',
		sse({ token: { text: 'Hi' }, generated_text: null }, { token: {}, generated_text: 'Hi' }),
	],
	['llama.cpp', sse({ content: 'Hi', stop: false }, { content: '', stop: true })],
	['SGLang', `${sse({ text: 'Hi', meta_info: {} })}data: [DONE]\n\n`],
	[
		'Dify',
		sse(
			{ event: 'message', answer: 'Hi', conversation_id: 'c' },
			{ event: 'message_end', conversation_id: 'c' }
		),
	],
	['JSON-RPC', 'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n'],
	['one a line', lines(chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')), NDJSON],
	['one a line', JSON.stringify([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')]), ONE_JSON],
	[
		'Text Completions',
		'event: completion\ndata: {"type":"completion","completion":" Hi","stop_reason":null}\n\nevent: completion\ndata: {"completion":"","stop_reason":"stop_sequence"}\n\n',
	],
];

const utf16 = (body: string, bom = true) => {
	const units = Uint16Array.from((bom ? '\uFEFF' : '') + body, (char) => char.charCodeAt(0));
	return new Uint8Array(units.buffer);
};
const base64 = (body: string) => Buffer.from(body).toString('base64');

/** What stands where, and the words that must be in the reason. */
export const damages: [what: string, body: string | Uint8Array, says: string, how?: HowItWent][] = [
	[
		'lines without blank lines',
		bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop'), '[DONE]').replaceAll('\n\n', '\n'),
		'blank line',
	],
	[
		'lines without blank lines, with one at the end',
		`${bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop'), '[DONE]').replaceAll('\n\n', '\n')}\n`,
		'blank line',
	],
	[
		'CR LF lines without blank lines',
		bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop')).replaceAll('\n\n', '\r\n'),
		'blank line',
	],
	['one lost blank line', `${text}data: ${chunk}\ndata: ${chunk}\n\n`, 'blank line'],
	['a value wrapped twice', `data: data: ${chunk}\n\n`, 'twice'],
	['two values on a line', `data: ${chunk}${chunk}\n\n`, 'two JSON values'],
	['two data lines on a line', `data: ${chunk}data: ${chunk}\n\n`, 'one line'],
	[
		'gzip without its header',
		new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0x4a, 0x2c]),
		'gzip',
	],
	[
		'Zstandard without its header',
		new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 4, 88, 1, 2, 3]),
		'Zstandard',
	],
	['UTF-16 with its mark', utf16(text), 'UTF-16'],
	['UTF-16 without its mark', utf16(text, false), 'UTF-16'],
	['a no-break space in the data', `data: ${chunk.replace(',', ',\u00A0')}\n\n`, 'no-break space'],
	['a no-break space after the colon', `data:\u00A0${chunk}\n\n`, 'no-break space'],
	['a no-break space before `data`', `\u00A0data: ${chunk}\n\n`, 'no-break space'],
	['a zero-width space', `data: \u200B${chunk}\n\n`, 'zero-width space'],
	[
		'Python’s dict',
		`data: {'id': 'x', 'choices': [{'index': 0, 'delta': {'content': "it's"}, 'finish_reason': None}]}\n\n`,
		'Python',
	],
	[
		'Python’s object',
		`data: ChatCompletionChunk(id='x', choices=[Choice(delta=ChoiceDelta(content='a'))])\n\n`,
		'Python',
	],
	['Python’s bytes', `data: b'{"id": "x"}'\n\n`, 'Python'],
	['Python’s bytes as the body', `b'data: {"id": "x"}\\n\\n'`, 'Python'],
	[
		'a web page as data',
		`${text}data: <html><head><title>502 Bad Gateway</title></head></html>\n\n`,
		'502 Bad Gateway',
	],
	['plain text as data', `${text}data: upstream connect error\n\n`, 'upstream connect error'],
	['base64 as data', `data: ${base64(chunk)}\n\n`, 'base64'],
	['base64 as the body', base64(text), 'base64'],
	['quotes for HTML', `data: ${chunk.replaceAll('"', '&quot;')}\n\n`, 'HTML'],
	['escaped quotes', `data: ${chunk.replaceAll('"', '\\"')}\n\n`, 'escaped'],
	['a stream in a JSON string', JSON.stringify(text), 'escaped'],
	['a stream with escaped line breaks', text.replaceAll('\n', '\\n'), 'escaped'],
	['NaN', `data: ${chunk.replace('"index":0', '"index":0,"score":NaN')}\n\n`, 'NaN'],
	['typographic quotes', `data: ${chunk.replaceAll('"', '”')}\n\n`, 'typographic'],
	['indented lines', `   data: ${chunk}\n\n   data: [DONE]\n\n`, 'indented'],
	['capital letters', `Data: ${chunk}\n\nData: [DONE]\n\n`, 'lower case'],
	['JSON cut inside its frame', 'data: {"choices":[{"index":0\n\n', 'ends too early'],
];
