/**
 * One entry of a HAR, whoever wrote it: its headers, body, events and end. Fields are taken where they are there
 * and of the right type, since no two writers agree on more than that.
 *
 * Errors  `RecordingError`.
 */
import { encodeFrame } from '../../sse/index.ts';
import { fromAnyBase64 } from '../base64.ts';
import { concat } from '../bytes.ts';
import { RecordingError } from '../errors.ts';
import type { HeaderList } from '../key.ts';
import { damaged, isObject, type Fields } from '../shape.ts';
import type { End } from '../types.ts';
import { roundMs } from './har-reads.ts';

/** Chromium's name for them first, then those of others. */
export function messagesOf(entry: Fields): readonly Fields[] {
	const places = [entry, part(entry['response']), part(part(entry['response'])['content'])];
	const names = [
		'_eventSourceMessages',
		'_eventStreamMessages',
		'_sseMessages',
		'_serverSentEvents',
	];
	for (const place of places) {
		for (const name of names) {
			const found = place[name];
			if (Array.isArray(found) && found.length > 0) return found.map(part);
		}
	}
	return [];
}

export function dataOf(message: Fields): string {
	return text(message['data']) || text(message['text']) || text(message['payload']);
}

function oneLine(value: string): string {
	return value.replace(/[\r\n\0]/g, ' ').toWellFormed();
}

/** A body from the events that are listed of it, where the HAR has no text. */
export function rebuilt(messages: readonly Fields[]): Uint8Array {
	return concat(
		messages.map((message) => {
			const event = text(message['eventName']) || text(message['event']) || text(message['type']);
			const id = text(message['eventId']) || text(message['id']);
			return encodeFrame({
				data: dataOf(message).replace(/\r\n?/g, '\n').toWellFormed(),
				...(event !== '' && event !== 'message' && { event: oneLine(event) }),
				...(id !== '' && { id: oneLine(id) }),
			});
		})
	);
}

/** A body that came, but was not saved, is no empty answer. */
export function demandBody(response: Fields) {
	const content = part(response['content']);
	const size = [content['size'], response['bodySize']].find(
		(one) => typeof one === 'number' && one > 0
	);
	if (size === undefined || text(response['_error']) !== '') return;
	throw new RecordingError('har-without-chat', {
		message: `The HAR was saved without bodies: the answer had ${String(size)} bytes, and none of them is in it.`,
		hint: 'In the network panel choose "Save all as HAR with content", or in Safari and Firefox open the request before you save.',
		pointer: '/log/entries',
	});
}

export function endOf(response: Fields, status: number, body: Uint8Array): Omit<End, 'atMs'> {
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

export function bodyOf(response: Fields): Uint8Array {
	const content = part(response['content']);
	const saved = text(content['text']);
	if (!isBase64(content)) return new TextEncoder().encode(saved);
	const bytes = fromAnyBase64(saved);
	if (bytes !== undefined) return bytes;
	throw damaged('/log/entries/response/content/text', 'base64', saved);
}

export function headers(value: unknown): HeaderList {
	return (Array.isArray(value) ? value : [])
		.map(part)
		.map((header) => [text(header['name']).toLowerCase(), text(header['value'])] as const);
}

export function part(value: unknown): Fields {
	return isObject(value) ? value : {};
}

export function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** HAR has -1 for what did not happen or is not known. */
export function milliseconds(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 ? roundMs(value) : undefined;
}

/** Some exporters write it in capitals. */
export function isBase64({ encoding }: Fields): boolean {
	return typeof encoding === 'string' && encoding.toLowerCase() === 'base64';
}
