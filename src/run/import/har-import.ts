/**
 * A recording from a HAR that a browser's devtools saved.
 *
 * In      HAR 1.2, as JSON. Observed: Chromium 156 (with and without sensitive data). Read in source:
 *         Firefox's `har-builder.js`. Fields are taken where they are there and of the right type, since no
 *         two writers agree on more than that.
 * Out     The last stream of a chat in it, known by its bytes and not by its label; the others as choices. Keys,
 *         cookies and passwords stay behind: what a header carried as a secret is masked in all the rest.
 * Times   The head's and the end's are HAR's own `timings`. A HAR has no reads. Chromium notes when each event came,
 *         in `_eventSourceMessages`: frames of one time become one read. Otherwise the body is one read of
 *         unknown time. Our own export brings everything back.
 * Bytes   Chromium saves text decoded, so a BOM is lost and invalid UTF-8 is U+FFFD; as base64 if it has emoji.
 * Errors  `RecordingError`.
 * Source  http://www.softwareishard.com/blog/har-12-spec/
 */
import { fromAnyBase64, toBase64 } from '../base64.ts';
import { decode } from '../bytes.ts';
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
import {
	bodyOf,
	dataOf,
	demandBody,
	endOf,
	headers,
	isBase64,
	messagesOf,
	milliseconds,
	part,
	rebuilt,
	text,
} from './har-entry.ts';
import { roundMs, timedReads, untimed } from './har-reads.ts';
import { fault, integer, list, object, type Fields } from '../shape.ts';
import type { Recording, SentBody } from '../types.ts';

/** Whether this JSON is a HAR, good or not. */
export function isHAR(value: Fields): boolean {
	const { log } = value;
	return typeof log === 'object' && log !== null && 'entries' in log;
}

/** A stream in a HAR, as a reader tells it from the others. */
export interface HARChoice {
	readonly method: string;
	readonly url: string;
	readonly status: number;
	/** ISO 8601, or whatever the HAR has in its place. */
	readonly startedAt: string;
}

export function importHAR(har: Fields, choice?: number) {
	const entries = list(object(har['log'], '/log')['entries'], '/log/entries').map(part);
	const ranks = entries.map(rankOf);
	const best = Math.max(0, ...ranks);
	if (best === 0) {
		throw new RecordingError('har-without-chat', {
			message: `None of the ${entries.length} requests in this HAR is a chat request or has an event stream for an answer.`,
			hint: 'Open the network panel, send the request, and save the HAR again.',
			pointer: '/log/entries',
		});
	}
	const places = [...entries.keys()].filter((at) => (ranks[at] ?? 0) > 0);
	const chosen = choice ?? places.findLastIndex((at) => ranks[at] === best);
	const at = places[chosen];
	const entry = at === undefined ? undefined : entries[at];
	if (entry === undefined) {
		throw new RangeError(`There is no choice ${chosen}; there are ${places.length}.`);
	}
	const { recording, repairs } =
		'_recording' in entry
			? { recording: ours(entry, `/log/entries/${at}`), repairs: [] }
			: foreign(entry);
	const choices = places.length > 1 ? places.map((place) => choiceOf(part(entries[place]))) : [];
	return { recording, repairs, choices, choice: choices.length > 0 ? chosen : 0 };
}

/** The last of the highest rank is taken; 0 is not taken at all. A body tells more than its label. */
function rankOf(entry: Fields): number {
	if (isChat(entry)) return isStream(entry) ? 4 : 2;
	if (!isStream(entry)) return 0;
	const { content, messages } = bodyParts(entry);
	const isOfChat = /"(?:choices|delta|chat\.completion)|\[DONE\]/.test(
		content + messages.slice(0, 5).map(dataOf).join('')
	);
	return isOfChat ? 3 : 1;
}

function choiceOf(entry: Fields): HARChoice {
	const request = part(entry['request']);
	const { status } = part(entry['response']);
	const mask = createMask(secretsIn(headers(request['headers']), text(request['url'])));
	return {
		method: text(request['method']) || 'GET',
		url: withoutURLSecrets(mask.text(text(request['url']))),
		status: typeof status === 'number' ? status : 0,
		startedAt: text(entry['startedDateTime']),
	};
}

function isChat(entry: Fields): boolean {
	const { method, url } = part(entry['request']);
	return method !== 'OPTIONS' && /\/chat\/completions\/?([?#]|$)/.test(text(url));
}

function isStream(entry: Fields): boolean {
	const { content, messages, mimeType } = bodyParts(entry);
	if (messages.length > 0 || /^text\/event-stream\b/i.test(mimeType)) return true;
	return /^(?:\uFEFF|\s|:.*\n)*(?:event|id|retry|data):/.test(content);
}

/** The first part of the body as text, its label, and the events that a browser has listed of it. */
function bodyParts(entry: Fields) {
	const saved = part(part(entry['response'])['content']);
	const start = text(saved['text']).slice(0, 4096);
	const bytes = isBase64(saved) ? fromAnyBase64(start.slice(0, 4000)) : undefined;
	return {
		content: bytes === undefined ? start : decode(bytes),
		mimeType: text(saved['mimeType']),
		messages: messagesOf(entry),
	};
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

function foreign(entry: Fields): { recording: Recording; repairs: readonly string[] } {
	const request = part(entry['request']);
	const response = part(entry['response']);
	const timings = part(entry['timings']);
	const sent = headers(request['headers']);
	const posted = text(part(request['postData'])['text']);
	const mask = createMask(secretsIn(sent, text(request['url']), posted));
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
	const messages = messagesOf(entry);
	const saved = bodyOf(response);
	const isRebuilt = saved.length === 0 && messages.length > 0;
	if (saved.length === 0 && !isRebuilt) demandBody(response);
	const body = masked(isRebuilt ? rebuilt(messages) : saved, mask);
	const repairs = isRebuilt
		? [
				'The HAR has the events but not the bytes of the body, so the frames were rebuilt from them: comments and line ends may differ from what was sent.',
			]
		: [];

	const recording: Recording = {
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
		end: { ...(isRebuilt ? { kind: 'closed' } : endOf(response, status, body)), atMs: endMs },
	};
	return { recording, repairs };
}

function bodyOfRequest(request: Fields, mask: Mask): SentBody | undefined {
	try {
		return mask.json(parseBody(text(part(request['postData'])['text'])));
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause;
		// `JSON.parse` goes deeper than a function can.
		throw fault('/log/entries/request/postData/text', 'it is nested too deeply');
	}
}

function masked(body: Uint8Array, mask: Mask): Uint8Array {
	return mask.bytes().push(body).bytes;
}
