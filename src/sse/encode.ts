/**
 * Encodes one frame: the inverse of the decoder.
 *
 * Source  WHATWG HTML, "Parsing an event stream" (the grammar), read backwards.
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * In      An absent field is not written; without any field, the frame is just a blank line.
 * Out     UTF-8 bytes with LF line ends, the blank line included.
 * Errors  `FieldNotEncodableError` for a value that would be decoded differently. Only an LF in `data` and
 *         any line break in a comment are allowed: they start another line of the same field.
 */
import { FieldNotEncodableError } from './errors.ts';
import type { FrameFields } from './types.ts';

const encoder = new TextEncoder();

export function encodeFrame({ event, data, id, retryMs, comments = [] }: FrameFields): Uint8Array {
	let text = '';
	for (const comment of comments) {
		demandText('comments', comment);
		for (const line of comment.split(/\r\n|\r|\n/)) text += line === '' ? ':\n' : `: ${line}\n`;
	}
	if (event !== undefined) {
		demandText('event', event);
		demandOneLine('event', event);
		text += `event: ${event}\n`;
	}
	if (id !== undefined) {
		demandText('id', id);
		demandOneLine('id', id);
		if (id.includes('\0')) {
			refuse('id', 'holds U+0000, and readers ignore such an id.', 'Leave U+0000 out of the id.');
		}
		text += `id: ${id}\n`;
	}
	if (retryMs !== undefined) {
		if (!Number.isSafeInteger(retryMs) || retryMs < 0) {
			refuse(
				'retryMs',
				`is ${retryMs}, and readers ignore all but digits.`,
				'Give whole milliseconds, 0 or more.'
			);
		}
		text += `retry: ${retryMs}\n`;
	}
	if (data !== undefined) {
		demandText('data', data);
		const cr = data.indexOf('\r');
		if (cr !== -1) {
			refuse(
				'data',
				`has a carriage return at character ${cr}, which would come back as a line feed.`,
				'Turn CR and CR LF into LF first, or send the text as JSON, which escapes them.'
			);
		}
		for (const line of data.split('\n')) text += `data: ${line}\n`;
	}
	return encoder.encode(`${text}\n`);
}

function demandOneLine(field: string, value: string) {
	if (!/[\r\n]/.test(value)) return;
	refuse(field, 'has a line break, and the field ends there.', 'Keep it on one line.');
}

function demandText(field: string, value: string) {
	if (value.isWellFormed()) return;
	refuse(
		field,
		'has half of a surrogate pair, which UTF-8 cannot carry.',
		'Cut strings between characters, or call `toWellFormed()` first.'
	);
}

function refuse(field: string, problem: string, hint: string): never {
	throw new FieldNotEncodableError({ field, problem, hint });
}
