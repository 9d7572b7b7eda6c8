/**
 * A recording from a HAR that a browser's devtools saved.
 *
 * In      HAR 1.2, as JSON. Observed: Chromium 156 (with and without sensitive data). Read in source:
 *         Firefox's `har-builder.js`. Fields are taken where they are there and of the right type, since no
 *         two writers agree on more than that.
 * Out     The last chat request in it; where no URL is that of a chat API, the last event stream. Keys, cookies
 *         and passwords stay behind: what a header carried as a key is masked in all the rest.
 * Times   The head's and the end's are HAR's own `timings`. A HAR has no reads. Chromium notes when each event came,
 *         in `_eventSourceMessages`: frames of one time become one read. Otherwise the body is one read of
 *         unknown time. Our own export brings everything back.
 * Bytes   Chromium saves text decoded, so a BOM is lost and invalid UTF-8 is U+FFFD; as base64 if it has emoji.
 * Errors  `RecordingError`.
 * Source  http://www.softwareishard.com/blog/har-12-spec/
 */
import { BASE64, fromBase64, toBase64 } from '../base64.ts';
import { RecordingError } from '../errors.ts';
import { readFields } from '../file.ts';
import {
	keptRequestHeaders,
	keptResponseHeaders,
	secretsIn,
	withoutURLSecrets,
	type HeaderList,
} from '../key.ts';
import { createMask, type Mask } from '../mask.ts';
import { parseBody } from '../sent-request.ts';
import { roundMs, timedReads, untimed } from './har-reads.ts';
import { damaged, fault, integer, list, object, type Fields } from './shape.ts';
import type { ChatRequest, End, Recording } from '../types.ts';

/** Whether this JSON is a HAR, good or not. */
export function isHAR(value: Fields): boolean {
	const { log } = value;
	return typeof log === 'object' && log !== null && 'entries' in log;
}

export function importHAR(har: Fields): Recording {
	const entries = list(object(har['log'], '/log')['entries'], '/log/entries');
	const byURL = entries.findLastIndex((entry) => isChat(part(entry)));
	const index = byURL === -1 ? entries.findLastIndex((entry) => isStream(part(entry))) : byURL;
	if (index === -1) {
		throw new RecordingError('har-without-chat', {
			message: `None of the ${entries.length} requests in this HAR is a chat request or has an event stream for an answer.`,
			hint: 'Open the network panel, send the request, and save the HAR again.',
			pointer: '/log/entries',
		});
	}
	const entry = part(entries[index]);
	return '_recording' in entry ? ours(entry, `/log/entries/${index}`) : foreign(entry);
}

function isChat(entry: Fields): boolean {
	const { method, url } = part(entry['request']);
	return method !== 'OPTIONS' && /\/chat\/completions\/?([?#]|$)/.test(text(url));
}

function isStream(entry: Fields): boolean {
	const { mimeType } = part(part(entry['response'])['content']);
	return /^text\/event-stream\b/i.test(text(mimeType));
}

function ours(entry: Fields, at: string): Recording {
	const { reads, ...head } = object(entry['_recording'], `${at}/_recording`);
	const body = bodyOf(part(entry['response']));
	let offset = 0;
	const withBytes = list(reads, `${at}/_recording/reads`).map((read, i) => {
		const { atMs, bytes } = object(read, `${at}/_recording/reads/${i}`);
		const from = offset;
		offset += integer(bytes, `${at}/_recording/reads/${i}/bytes`, 0, body.length - offset);
		return { atMs, base64: toBase64(body.subarray(from, offset)) };
	});
	if (offset < body.length) {
		const problem = `its reads hold ${offset} of the body's ${body.length} bytes`;
		throw fault(`${at}/_recording/reads`, problem);
	}
	return readFields({ ...head, reads: withBytes });
}

function foreign(entry: Fields): Recording {
	const request = part(entry['request']);
	const response = part(entry['response']);
	const timings = part(entry['timings']);
	const sent = headers(request['headers']);
	const mask = createMask(secretsIn(sent, text(request['url'])));
	const clean = (value: string) => withoutURLSecrets(mask.text(value));
	const cleanAll = (all: HeaderList) => all.map(([name, value]) => [name, clean(value)] as const);
	const startedAt = new Date(text(entry['startedDateTime']));
	const isDated = !Number.isNaN(startedAt.getTime());
	const endMs = milliseconds(entry['time']);
	const receiveMs = milliseconds(timings['receive']);
	const headMs =
		endMs !== undefined && receiveMs !== undefined
			? Math.max(0, roundMs(endMs - receiveMs))
			: undefined;
	const status = typeof response['status'] === 'number' ? response['status'] : 0;
	const body = masked(bodyOf(response), mask);
	const messages = list(
		entry['_eventSourceMessages'] ?? [],
		'/log/entries/_eventSourceMessages'
	).map(part);

	return {
		version: 1,
		startedAt: isDated ? startedAt.toISOString() : undefined,
		request: {
			method: text(request['method']) || 'GET',
			url: clean(text(request['url'])),
			headers: cleanAll(keptRequestHeaders(sent)),
			body: bodyOfRequest(request, mask),
		},
		response:
			status === 0
				? undefined
				: {
						status,
						statusText: clean(text(response['statusText'])),
						headers: cleanAll(keptResponseHeaders(headers(response['headers']))),
						atMs: headMs,
					},
		reads: isDated ? timedReads(body, messages, startedAt.getTime(), headMs ?? 0) : untimed(body),
		end: { ...endOf(response, status, body), atMs: endMs },
	};
}

function endOf(response: Fields, status: number, body: Uint8Array): Omit<End, 'atMs'> {
	const error = text(response['_error']);
	// Chromium's net error; Firefox and others say nothing of a broken connection.
	if (error === 'net::ERR_ABORTED') return { kind: 'cancelled', message: error };
	if (status === 0) return { kind: 'blocked', ...(error && { message: error }) };
	if (error) return { kind: 'failed', message: error };
	const content = part(response['content']);
	const size = typeof content['size'] === 'number' ? content['size'] : 0;
	// Firefox keeps the first megabyte only. The 3 bytes are a BOM, which decoded text has lost.
	const isCut = size > body.length + 3;
	if (!isCut) return { kind: 'closed' };
	return { kind: 'failed', message: `The HAR holds ${body.length} bytes of a body of ${size}.` };
}

function bodyOfRequest(request: Fields, mask: Mask): ChatRequest | undefined {
	try {
		return mask.json(parseBody(text(part(request['postData'])['text']))) as ChatRequest | undefined;
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause;
		// `JSON.parse` goes deeper than a function can.
		throw fault('/log/entries/request/postData/text', 'it is nested too deeply');
	}
}

function bodyOf(response: Fields): Uint8Array {
	const content = part(response['content']);
	const saved = text(content['text']);
	if (content['encoding'] !== 'base64') return new TextEncoder().encode(saved);
	if (BASE64.test(saved)) return fromBase64(saved);
	throw damaged('/log/entries/response/content/text', 'base64 with padding', saved);
}

function masked(body: Uint8Array, mask: Mask): Uint8Array {
	return mask.bytes().push(body).bytes;
}

function headers(value: unknown): HeaderList {
	return (Array.isArray(value) ? value : [])
		.map(part)
		.map((header) => [text(header['name']).toLowerCase(), text(header['value'])] as const);
}

function part(value: unknown): Fields {
	return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** HAR has -1 for what did not happen or is not known. */
function milliseconds(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 ? roundMs(value) : undefined;
}
