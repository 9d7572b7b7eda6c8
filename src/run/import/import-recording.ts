/**
 * A recording from whatever a reader has: our JSON, a HAR, what curl printed, a pasted stream.
 *
 * In      Text or bytes. Bytes are better for a stream: text has been decoded already.
 * Out     A recording. A pasted stream has no request, no times (all `undefined`), and an end that is taken
 *         to be the server's.
 * Errors  `RecordingError`; nothing is guessed at.
 */
import { decode } from '../bytes.ts';
import { RecordingError } from '../errors.ts';
import { FORMAT, loadRecording } from '../file.ts';
import { importHAR, isHAR } from './har-import.ts';
import { keptResponseHeaders } from '../key.ts';
import type { Fields } from './shape.ts';
import type { Recording } from '../types.ts';

export interface ImportOptions {
	/** The file's name, for messages. */
	name?: string;
}

export function importRecording(
	input: string | Uint8Array,
	{ name }: ImportOptions = {}
): Recording {
	const text = typeof input === 'string' ? input : decode(input);
	const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
	if (/^\uFEFF?\s*\{/.test(text)) return fromJSON(text.replace(/^\uFEFF/, ''), name);
	const body = afterHeads(bytes);
	const isStream = /^\uFEFF?(?:(?:data|event|id|retry)(?::|$)|:)/m.test(decode(body.bytes));
	if (isStream || body.response !== undefined) return pasted(body);
	throw unknown(name, 'has no line that starts with "data:"');
}

function fromJSON(text: string, name: string | undefined): Recording {
	let value: Fields;
	try {
		value = JSON.parse(text) as Fields;
	} catch (cause) {
		// Cut off, perhaps: `loadRecording` words that.
		if (text.includes(FORMAT)) return loadRecording(text);
		throw unknown(name, `starts like JSON, but is not: ${(cause as Error).message}`, cause);
	}
	if (isHAR(value)) return importHAR(value);
	if (value['format'] === FORMAT) return loadRecording(text);
	throw unknown(name, 'is JSON, but neither a recording of ours nor a HAR');
}

function unknown(name: string | undefined, problem: string, cause?: unknown): RecordingError {
	return new RecordingError(
		'recording-unknown',
		{
			message: `${name === undefined ? 'The text' : `"${name}"`} ${problem}.`,
			hint: 'Choose an exported recording, a HAR from the network panel, or a response that curl saved.',
		},
		{ cause }
	);
}

interface Body {
	bytes: Uint8Array;
	response: Recording['response'];
}

/** What `curl -i` prints before the body: a head, or several, where there was a proxy or a redirect. */
function afterHeads(bytes: Uint8Array): Body {
	let response: Recording['response'];
	let start = 0;
	// A character a byte, so that lengths are those of the bytes: a header need not be UTF-8.
	const text = new TextDecoder('latin1').decode(bytes);
	const head = /HTTP\/[\d.]+ \d{3}.*\r?\n(?:[^\r\n]+\r?\n)*\r?\n/y;
	while (head.test(text)) {
		const [first, ...lines] = decode(bytes.subarray(start, head.lastIndex)).split(/\r?\n/);
		start = head.lastIndex;
		response = {
			status: Number(first!.split(' ')[1]),
			statusText: first!.split(' ').slice(2).join(' ').trim(),
			headers: keptResponseHeaders(lines.filter((line) => line.includes(':')).map(readHeader)),
			atMs: undefined,
		};
	}
	return { bytes: bytes.subarray(start), response };
}

function readHeader(line: string): readonly [string, string] {
	const colon = line.indexOf(':');
	return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function pasted({ bytes, response }: Body): Recording {
	return {
		version: 1,
		startedAt: undefined,
		request: { method: 'POST', url: '', headers: [], body: undefined },
		response,
		reads: [{ atMs: undefined, bytes: bytes.slice() }],
		end: { kind: 'closed', atMs: undefined },
	};
}
