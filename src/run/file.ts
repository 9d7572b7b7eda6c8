/**
 * A recording as a file: readable JSON, one line per read. Loading a saved file gives the same recording,
 * byte for byte.
 *
 * Errors  `RecordingError` with the place, and nothing is loaded. A missing, misspelt or unknown field is an
 *         error, so that nothing is lost silently.
 * Source  `public/recording.schema.json` describes the format for other programs, except the order of times.
 */
import { BASE64, fromBase64, toBase64 } from './base64.ts';
import { RecordingError } from './errors.ts';
import { keptReads } from './keeper.ts';
import { REQUEST_HEADER, RESPONSE_HEADER, type HeaderList } from './key.ts';
import { fault, fields, integer, list, number, object, oneOf, string } from './shape.ts';
import type { End, Read, Recording } from './types.ts';

/** Tells our files from other JSON. */
export const FORMAT = 'chat-stream-recording';
const VERSION = 1;

const ENDS = ['closed', 'failed', 'blocked', 'stopped', 'stalled', 'cancelled'] as const;
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export function saveRecording({ reads, end, ...head }: Recording): string {
	const opening = JSON.stringify({ format: FORMAT, ...head }, null, '\t').slice(0, -2);
	const lines = keptReads(reads)
		.map((read) => `\n\t\t${JSON.stringify(toFile(read))}`)
		.join(',');
	const closing = end ? `,\n\t"end": ${JSON.stringify(end)}` : '';
	return `${opening},\n\t"reads": [${lines}${lines && '\n\t'}]${closing}\n}\n`;
}

export function loadRecording(text: string): Recording {
	const file = object(parse(text), '');
	if (file['format'] !== FORMAT) {
		throw new RecordingError('recording-unknown', {
			message: `This JSON is not a recording: its \`format\` is not "${FORMAT}".`,
			hint: 'Choose a file that the playground exported.',
			pointer: '/format',
		});
	}
	const { version } = file;
	if (typeof version === 'number' && Number.isInteger(version) && version > VERSION) {
		throw new RecordingError('recording-too-new', {
			message: `The recording has version ${version}; versions up to ${VERSION} can be read here.`,
			hint: 'Reload the page to get its newest version, then try again.',
			pointer: '/version',
		});
	}
	return readFields(file);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new RecordingError(
			'recording-damaged',
			{
				message: `The recording is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
				hint: 'It may have been cut off in transit. Export it again.',
			},
			{ cause }
		);
	}
}

/** Checks every field of a parsed file. */
export function readFields(value: unknown): Recording {
	const file = fields(
		value,
		'',
		['format', 'version', 'request', 'reads'],
		['startedAt', 'response', 'end', 'attempts', 'missing']
	);
	integer(file['version'], '/version', VERSION, VERSION);
	return {
		version: VERSION,
		startedAt: ifPresent(file['startedAt'], (time) =>
			string(time, '/startedAt', ISO_8601, 'a time such as 2026-01-31T12:00:00.000Z')
		),
		request: readRequest(file['request']),
		response: ifPresent(file['response'], readResponse),
		reads: readReads(file['reads']),
		end: ifPresent(file['end'], readEnd),
		...(file['attempts'] !== undefined && {
			attempts: integer(file['attempts'], '/attempts', 2, Number.MAX_SAFE_INTEGER),
		}),
		...(file['missing'] !== undefined && { missing: readMissing(file['missing']) }),
	};
}

function readMissing(value: unknown): NonNullable<Recording['missing']> {
	const missing = fields(value, '/missing', ['frames', 'bytes'], []);
	return {
		frames: integer(missing['frames'], '/missing/frames', 0, Number.MAX_SAFE_INTEGER),
		bytes: integer(missing['bytes'], '/missing/bytes', 0, Number.MAX_SAFE_INTEGER),
	};
}

function readRequest(value: unknown): Recording['request'] {
	const request = fields(value, '/request', ['method', 'url', 'headers'], ['body']);
	return {
		method: string(request['method'], '/request/method'),
		url: string(request['url'], '/request/url'),
		headers: readHeaders(request['headers'], '/request/headers', REQUEST_HEADER),
		body: ifPresent(request['body'], (body) => object(body, '/request/body')),
	};
}

function readResponse(value: unknown): NonNullable<Recording['response']> {
	const response = fields(value, '/response', ['status', 'statusText', 'headers'], ['atMs']);
	return {
		status: integer(response['status'], '/response/status', 0, 999),
		statusText: string(response['statusText'], '/response/statusText'),
		headers: readHeaders(response['headers'], '/response/headers', RESPONSE_HEADER),
		atMs: ifPresent(response['atMs'], (atMs) => number(atMs, '/response/atMs')),
	};
}

function readHeaders(value: unknown, at: string, names: RegExp): HeaderList {
	return list(value, at).map((header, i) => {
		const [name, content, ...more] = list(header, `${at}/${i}`);
		// The message does not quote the value: a header that does not belong here may hold a key.
		if (more.length > 0) throw fault(`${at}/${i}`, 'expected a name and a value, found more');
		return [
			string(name, `${at}/${i}/0`, names, 'the lower-case name of a header that holds no secret'),
			string(content, `${at}/${i}/1`),
		] as const;
	});
}

function readReads(value: unknown): Read[] {
	let lastMs = 0;
	return list(value, '/reads').map((one, i) => {
		const read = readRead(one, i, lastMs);
		lastMs = read.atMs ?? lastMs;
		return read;
	});
}

function readRead(value: unknown, i: number, lastMs: number): Read {
	const at = `/reads/${i}`;
	const isText = Object.hasOwn(object(value, at), 'text');
	const read = fields(value, at, [isText ? 'text' : 'base64'], ['atMs']);
	return {
		atMs: ifPresent(read['atMs'], (atMs) => number(atMs, `${at}/atMs`, lastMs)),
		bytes: isText
			? new TextEncoder().encode(string(read['text'], `${at}/text`))
			: fromBase64(string(read['base64'], `${at}/base64`, BASE64, 'base64 with padding')),
	};
}

function readEnd(value: unknown): End {
	const end = fields(value, '/end', ['kind'], ['atMs', 'message', 'stallMs']);
	return {
		kind: oneOf(end['kind'], '/end/kind', ENDS),
		atMs: ifPresent(end['atMs'], (atMs) => number(atMs, '/end/atMs')),
		...(end['message'] !== undefined && { message: string(end['message'], '/end/message') }),
		...(end['stallMs'] !== undefined && { stallMs: number(end['stallMs'], '/end/stallMs') }),
	};
}

function toFile({ atMs, bytes }: Read) {
	const text = bytesAsText(bytes);
	return text === undefined ? { atMs, base64: toBase64(bytes) } : { atMs, text };
}

/** The text that encodes to exactly these bytes, or `undefined` if there is none. */
export function bytesAsText(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined; // Not UTF-8, or a character cut in two.
	}
}

/** JSON has no `undefined`, so unknown values are left out of the file. */
function ifPresent<T>(value: unknown, read: (value: unknown) => T): T | undefined {
	return value === undefined ? undefined : read(value);
}
