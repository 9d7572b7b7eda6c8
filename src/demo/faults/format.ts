/**
 * Other ways to write the same event stream, and two ways to write it wrong.
 *
 * Source  WHATWG HTML, "Parsing an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
import { ALL_PROTOCOLS, fault } from './fault.ts';
import { join, mapBytes, strike } from './steps.ts';

const LF = 0x0a;
const CR = 0x0d;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const format = [
	fault({
		name: 'crlf',
		protocols: ALL_PROTOCOLS,
		what: 'Lines end with CRLF, a carriage return and a line feed.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'sse-starlette by default (read); many FastAPI servers use it.',
		lines: (writes) =>
			mapBytes(writes, (bytes) =>
				Uint8Array.from([...bytes].flatMap((b) => (b === LF ? [CR, LF] : b)))
			),
	}),
	fault({
		name: 'cr',
		protocols: ALL_PROTOCOLS,
		what: 'Lines end with CR alone.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'No server that we know of. The standard allows it, so a client must accept it.',
		lines: (writes) => mapBytes(writes, (bytes) => bytes.map((b) => (b === LF ? CR : b))),
	}),
	fault({
		name: 'no-space',
		protocols: ALL_PROTOCOLS,
		what: 'No space follows the colon after a field’s name.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Spring (openai-python #498) and Alibaba’s DashScope (dbeaver #42155), as reported: clients that look for `data: ` lose every frame.',
		lines: (writes) =>
			mapBytes(writes, (bytes) =>
				encoder.encode(decoder.decode(bytes).replace(/^(\w+): /gm, '$1:'))
			),
	}),
	fault({
		name: 'bom',
		protocols: ALL_PROTOCOLS,
		what: 'The body begins with a byte order mark.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'No chat server that we know of. openai-python loses the first event after one; here, that event has no text.',
		lines: (writes) =>
			mapBytes(writes, (bytes, index) =>
				index === 0 ? join([Uint8Array.of(0xef, 0xbb, 0xbf), bytes]) : bytes
			),
	}),
	fault({
		name: 'keep-alives',
		protocols: ALL_PROTOCOLS,
		what: 'Comments come between frames, and inside them.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'vLLM 0.32 `: keep-alive`, LiteLLM 1.110.2 `: ping`, llama.cpp a bare `:` (observed), OpenRouter `: OPENROUTER PROCESSING` (documented).',
		options: {
			every: { what: 'Frames from one comment to the next', default: 5, least: 1, most: 1_000 },
		},
		*frames(frames, { options }) {
			let index = 0;
			for (const frame of frames) {
				if (index % options.every !== 0) yield frame;
				else {
					const turn = index / options.every;
					const comments = [COMMENTS[turn % COMMENTS.length] ?? ''];
					// In a block of its own, and every other time at the head of the frame.
					if (turn % 2 === 0) yield { afterMs: 0, fields: { comments } };
					yield turn % 2 === 0 ? frame : { ...frame, fields: { ...frame.fields, comments } };
				}
				index++;
			}
		},
	}),
	fault({
		name: 'id-lines',
		protocols: ALL_PROTOCOLS,
		what: 'Every frame has an `id:` line.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Frameworks that number events so that EventSource can resume. A POST cannot be resumed.',
		*frames(frames) {
			let id = 0;
			for (const frame of frames) {
				yield { ...frame, fields: { ...frame.fields, id: String(id++) } };
			}
		},
	}),
	fault({
		name: 'retry-lines',
		protocols: ALL_PROTOCOLS,
		what: 'A `retry:` line comes first, in a block without data.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Frameworks made for EventSource. openai-python raises JSONDecodeError on such a block.',
		*frames(frames) {
			yield { afterMs: 0, fields: { retryMs: 3_000 } };
			yield* frames;
		},
	}),
	fault({
		name: 'event-lines',
		what: 'Frames have an `event:` line, and an `event: ping` without data comes now and then.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Gateways that also speak Anthropic’s protocol. Both official SDKs raise on the ping.',
		options: {
			every: { what: 'Frames from one ping to the next', default: 20, least: 1, most: 1_000 },
		},
		*frames(frames, { options }) {
			let index = 0;
			for (const frame of frames) {
				if (index++ % options.every === 0) yield { afterMs: 0, fields: { event: 'ping' } };
				yield { ...frame, fields: { ...frame.fields, event: 'message' } };
			}
		},
	}),
	fault({
		name: 'multi-line-data',
		protocols: ALL_PROTOCOLS,
		what: 'The JSON of a chunk is spread over several `data:` lines.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'No chat server that we know of. The standard joins the lines with LF; a client that parses each line by itself loses them all.',
		*frames(frames) {
			for (const frame of frames) {
				const { data } = frame.fields;
				const isJson = data !== undefined && data !== '[DONE]';
				const spread = isJson ? JSON.stringify(JSON.parse(data), null, 2) : data;
				yield {
					...frame,
					fields: { ...frame.fields, ...(spread !== undefined && { data: spread }) },
				};
			}
		},
	}),
	fault({
		name: 'huge-frame',
		protocols: ALL_PROTOCOLS,
		what: 'One frame is megabytes long.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Gateways that put images into a chunk as data URLs. Here it is padding.',
		options: {
			after: { what: 'Frames before it', default: 3, least: 0, most: 10_000 },
			bytes: { what: 'Bytes of padding', default: 2_000_000, least: 1, most: 4_000_000 },
		},
		frames: (frames, { options }) =>
			strike(frames, options.after, function* (frame, rest) {
				const { data = '' } = frame.fields;
				const padding = `,"padding":"${'x'.repeat(options.bytes)}"}`;
				yield { ...frame, fields: { ...frame.fields, data: data.replace(/\}$/, padding) } };
				yield* rest;
			}),
	}),
	fault({
		name: 'invalid-utf8',
		protocols: ALL_PROTOCOLS,
		what: 'One delta contains a byte that is not valid UTF-8.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'A server that sends a token’s bytes before the character is complete. openai-python raises UnicodeDecodeError; by the standard, the byte becomes U+FFFD.',
		options: {
			after: { what: 'Frames before it', default: 3, least: 1, most: 10_000 },
		},
		lines: (writes, { options }) =>
			strike(writes, options.after, function* (write, rest) {
				yield 'bytes' in write ? { ...write, bytes: withBadByte(write.bytes) } : write;
				yield* rest;
			}),
	}),
	fault({
		name: 'no-blank-lines',
		protocols: ALL_PROTOCOLS,
		what: 'The blank lines between frames are missing: each data line directly follows the one before.',
		client: {
			text: 'none',
			outcome: 'unreadable',
			error: 'No frame ends, because the blank lines are missing.',
		},
		seen: 'Proxies, and copied text (reported). By the standard, the lines are one event that never ends.',
		lines: (writes) =>
			mapBytes(writes, (bytes) => encoder.encode(decoder.decode(bytes).replace(/\n\n$/, '\n'))),
	}),
	fault({
		name: 'malformed-json',
		protocols: ALL_PROTOCOLS,
		what: 'The JSON in one frame is cut short.',
		client: {
			text: 'part',
			outcome: 'unreadable',
			error: 'A frame is not JSON: which one, and where it breaks.',
		},
		seen: 'Proxies with too small a buffer for a line (reported for the ChatGPT backend in vercel/ai #14473).',
		options: {
			after: { what: 'Frames before it', default: 20, least: 0, most: 10_000 },
		},
		frames: (frames, { options }) =>
			strike(frames, options.after, function* (frame, rest) {
				const data = frame.fields.data?.slice(0, -3) ?? '';
				yield { ...frame, fields: { ...frame.fields, data } };
				yield* rest;
			}),
	}),
];

const COMMENTS = ['OPENROUTER PROCESSING', 'ping', '', 'keep-alive', ''];

/** Before the text of the delta; where there is none, before the first letter of an id or a name. */
function withBadByte(bytes: Uint8Array): Uint8Array {
	const text = decoder.decode(bytes);
	const keys = ['"content":"', '"delta":"', '"text":"', '"id":"', '"type":"'];
	const key = keys.find((name) => text.includes(name)) ?? '';
	// The bytes before the text are ASCII, so characters and bytes count alike.
	const at = text.indexOf(key) + key.length;
	return join([bytes.subarray(0, at), Uint8Array.of(0xff), bytes.subarray(at)]);
}
