/**
 * A recording in other formats: the bare body, and HAR 1.2 for a browser's devtools.
 *
 * Out     A HAR with one entry. What HAR has no field for (reads, their times, how the run ended) is in
 *         `_recording`, so that importing it gives the same recording back. Chromium's event list gets
 *         its times from `_eventSourceMessages`.
 * Source  http://www.softwareishard.com/blog/har-12-spec/; Chromium's `HARFormat.ts` for what it requires.
 */
import { concat } from '../bytes.ts';
import { toBase64 } from '../base64.ts';
import { bytesAsText, FORMAT } from '../file.ts';
import { keptReads } from '../keeper.ts';
import { snapshotOf } from '../replay/index.ts';
import type { Recording } from '../types.ts';

/** The body as received. */
export function exportSSE({ reads }: Recording): Uint8Array<ArrayBuffer> {
	return concat(reads.map(({ bytes }) => bytes));
}

export function exportHAR(run: Recording): string {
	const recording = { ...run, reads: keptReads(run.reads) };
	const { startedAt, request, response, reads, end } = recording;
	const body = exportSSE(recording);
	const text = bytesAsText(body);
	const postData = request.body && JSON.stringify(request.body);
	const headMs = response?.atMs ?? 0;
	const endMs = Math.max(headMs, end?.atMs ?? reads.at(-1)?.atMs ?? headMs);
	const entry = {
		// HAR requires a date; `_recording` says when it is unknown.
		startedDateTime: startedAt ?? new Date(0).toISOString(),
		time: endMs,
		request: {
			method: request.method,
			url: request.url,
			httpVersion: '',
			headers: named(request.headers),
			queryString: [],
			cookies: [],
			headersSize: -1,
			bodySize: postData === undefined ? 0 : new TextEncoder().encode(postData).length,
			...(postData !== undefined && { postData: { mimeType: 'application/json', text: postData } }),
		},
		response: {
			status: response?.status ?? 0,
			statusText: response?.statusText ?? '',
			httpVersion: '',
			headers: named(response?.headers ?? []),
			cookies: [],
			content: {
				size: body.length,
				mimeType: mediaType(response),
				...(text === undefined ? { text: toBase64(body), encoding: 'base64' } : { text }),
			},
			redirectURL: '',
			headersSize: -1,
			bodySize: body.length,
		},
		cache: {},
		timings: {
			blocked: -1,
			dns: -1,
			connect: -1,
			ssl: -1,
			send: 0,
			wait: headMs,
			receive: endMs - headMs,
		},
		_resourceType: 'fetch',
		_eventSourceMessages: eventMessages(recording),
		_recording: {
			format: FORMAT,
			...recording,
			reads: reads.map(({ atMs, bytes }) => ({ atMs, bytes: bytes.length })),
		},
	};
	const creator = { name: 'streaming-docs', version: String(recording.version) };
	return `${JSON.stringify({ log: { version: '1.2', creator, pages: [], entries: [entry] } }, null, '\t')}\n`;
}

/** Chromium's format: a time in seconds for each frame with data. `undefined` where times are unknown. */
function eventMessages(recording: Recording) {
	const startMs = Date.parse(recording.startedAt ?? '');
	if (Number.isNaN(startMs)) return undefined;
	const { reads } = recording;
	const { frames, arrivals } = snapshotOf(recording);
	const messages = [];
	for (const { index, event, lastEventId, data } of frames) {
		const atMs = reads[arrivals.of(index).last]?.atMs;
		if (atMs === undefined) return undefined;
		if (data === undefined) continue;
		messages.push({ time: (startMs + atMs) / 1000, eventName: event, eventId: lastEventId, data });
	}
	return messages;
}

function named(headers: Recording['request']['headers']) {
	return headers.map(([name, value]) => ({ name, value }));
}

/** Without parameters: Chromium lists events only when this is exactly `text/event-stream`. */
function mediaType(response: Recording['response']): string {
	const type = response?.headers.find(([name]) => name === 'content-type')?.[1];
	return type?.replace(/;.*/s, '').trim() ?? 'text/event-stream';
}
