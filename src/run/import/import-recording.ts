/**
 * A recording from whatever a reader has: our JSON, a HAR, what curl printed, a pasted stream.
 *
 * In      Text or bytes. Bytes are better for a stream: text has been decoded already.
 * Out     A recording, with what was done to get it. A pasted stream has no times (all `undefined`), and
 *         an end that is taken to be the server's.
 * Errors  `RecordingError`, naming what was found instead.
 */
import { documentOf } from '../../chat/index.ts';
import { byteText, decode } from '../bytes.ts';
import { RecordingError } from '../errors.ts';
import { FORMAT, loadRecording } from '../file.ts';
import { createMask } from '../mask.ts';
import { withoutURLSecrets, type HeaderList } from '../key.ts';
import { keysIn } from '../secrets/index.ts';
import type { Recording } from '../types.ts';
import { readText } from './encoding.ts';
import { importHAR, isHAR, type HARChoice } from './har-import.ts';
import { isStream, repairPaste } from './paste.ts';
import type { Fields } from '../shape.ts';
import { readTerminal, type Terminal } from './terminal.ts';

export interface ImportOptions {
	/** The file's name, for messages. */
	name?: string;
	/** Which of the `choices` to take. The last stream unless given. */
	choice?: number;
}

export interface Imported {
	readonly recording: Recording;
	/** What was done to what was given, a sentence each. */
	readonly repairs: readonly string[];
	/** The streams there were to choose from; empty where there was no choice. */
	readonly choices: readonly HARChoice[];
	/** The one that was taken, among those. */
	readonly choice: number;
}

export function importRecording(
	input: string | Uint8Array,
	options: ImportOptions = {}
): Recording {
	return readImport(input, options).recording;
}

export function readImport(input: string | Uint8Array, options: ImportOptions = {}): Imported {
	const { name } = options;
	const subject = name === undefined ? 'The text' : `"${name}"`;
	const given =
		typeof input === 'string'
			? { text: input, bytes: new TextEncoder().encode(input), repairs: [] }
			: readText(input, subject);
	const text = given.text.replace(/^\uFEFF/, '');
	const json = /^\s*\{/.test(text) ? fromJSON(text, options) : undefined;
	if (json !== undefined) return { ...json, repairs: [...given.repairs, ...json.repairs] };

	// A character for each byte, so that a body that needs no repair stays what it was to the byte.
	const terminal = readTerminal(byteText(given.bytes));
	const body = toBytes(terminal.body);
	const paste = repairPaste(decode(body));
	const isWhole = documentOf(paste.text, undefined)?.kind === 'completion';
	if (!isStream(paste.text) && terminal.response === undefined && !isWhole) {
		throw refusal(subject, text);
	}
	return {
		recording: pasted(
			paste.repairs.length > 0 ? new TextEncoder().encode(paste.text) : body,
			terminal
		),
		repairs: [...given.repairs, ...terminal.repairs, ...paste.repairs],
		choices: [],
		choice: 0,
	};
}

/** `undefined`: not one JSON value of ours or of a HAR, but perhaps lines of it. */
function fromJSON(text: string, options: ImportOptions): Imported | undefined {
	let value: Fields;
	try {
		// It starts with "{", so it is an object.
		value = JSON.parse(text) as Fields;
	} catch {
		// Cut off, perhaps: `loadRecording` words that.
		if (text.includes(FORMAT)) return alone(loadRecording(text));
		return undefined;
	}
	if (isHAR(value)) return importHAR(value, options.choice);
	return value['format'] === FORMAT ? alone(loadRecording(text)) : undefined;
}

function alone(recording: Recording): Imported {
	return { recording, repairs: [], choices: [], choice: 0 };
}

function refusal(subject: string, text: string): RecordingError {
	const [found, hint] = whatItIs(text);
	return new RecordingError('recording-unknown', { message: `${subject} ${found}.`, hint });
}

const HINT =
	'Choose an exported recording, a HAR from the network panel, or a response that curl saved.';
const SAVE = 'Save the response itself: add `-sN -o stream.sse` to the curl command.';

function whatItIs(text: string): [found: string, hint: string] {
	const start = text.trimStart();
	if (/^curl\s/.test(start)) return ['is a curl command, not what it printed', SAVE];
	if (/^<(?:!doctype|html|\?xml)/i.test(start)) return ['is a web page, not a stream', SAVE];
	if (/^[{[]/.test(start)) {
		try {
			JSON.parse(start);
			return ['is JSON, but neither a recording of ours nor a HAR, nor chunks', HINT];
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return [`starts like JSON, but is not: ${reason}`, HINT];
		}
	}
	return ['has no line that starts with "data:"', HINT];
}

function pasted(bytes: Uint8Array, { request, response, secrets }: Terminal): Recording {
	const mask = createMask([...secrets, ...keysIn(decode(bytes))]);
	const clean = (value: string) => withoutURLSecrets(mask.text(value));
	const cleanAll = (headers: HeaderList) =>
		headers.map(
			([header, value]) => [decode(toBytes(header)), clean(decode(toBytes(value)))] as const
		);
	return {
		version: 1,
		startedAt: undefined,
		request: { ...request, url: clean(request.url), headers: cleanAll(request.headers) },
		response: response && {
			...response,
			statusText: clean(decode(toBytes(response.statusText))),
			headers: cleanAll(response.headers),
		},
		reads: [{ atMs: undefined, bytes: mask.bytes().push(bytes).bytes }],
		end: { kind: 'closed', atMs: undefined },
	};
}

function toBytes(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
