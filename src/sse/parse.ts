/**
 * Parses the fields of complete frames.
 *
 * Source  WHATWG HTML, "Interpreting an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * In      Bytes of complete frames and nothing else; the state left by the frames before them.
 * Out     The frames, in wire order. Their `raw` are views into `bytes`.
 * Units   `byte` counts bytes, `at` UTF-16 units; they move in step. `offset` is in the body.
 * Cost    One text decoder call for all the frames of a read, because a call costs as much as all other work
 *         for a frame. So lines are found in the text, and `byte` catches up without looking at every
 *         byte: a line of n UTF-16 units has at least n bytes.
 */
import { DecodedFrame, type StreamState } from './frame.ts';
import { CR, LF } from './frame-end.ts';
import type { Frame } from './types.ts';

const SPACE = 0x20;
const BOM = 0xfeff;
// Only a BOM at the start of the stream is dropped. Any other is data, so the decoder must keep them all.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function parseFrames(bytes: Uint8Array, offset: number, state: StreamState): Frame[] {
	let frames: Frame[] | undefined;
	const text = utf8.decode(bytes);
	const hasBOM = offset === 0 && text.charCodeAt(0) === BOM;
	let at = hasBOM ? 1 : 0;
	let byte = hasBOM ? 3 : 0;
	let nextLF = -1;
	let nextCR = -1;

	for (let start = 0; start < bytes.length; start = byte) {
		const frame = new DecodedFrame(state, offset, bytes, start);
		if (bytes[start] === LF && isAfterCR(bytes, start, state)) {
			at++;
			byte++;
		}

		while (bytes[byte] !== LF && bytes[byte] !== CR) {
			// Remembered until passed: searching again on each line for a CR that is not there would be O(n²).
			if (nextLF < at) nextLF = indexOrEnd(text, '\n', at);
			if (nextCR < at) nextCR = indexOrEnd(text, '\r', at);
			const lineEnd = nextLF < nextCR ? nextLF : nextCR;

			if (startsWithData(bytes, byte)) {
				addData(frame, text.slice(bytes[byte + 5] === SPACE ? at + 6 : at + 5, lineEnd));
			} else {
				readField(frame, text.slice(at, lineEnd), state);
			}

			byte += lineEnd - at;
			while (bytes[byte] !== LF && bytes[byte] !== CR) byte++;
			const width = terminatorWidth(bytes, byte);
			at = lineEnd + width;
			byte += width;
		}
		const width = isAfterCR(bytes, byte, state) ? 1 : terminatorWidth(bytes, byte);
		at += width;
		byte += width;

		frame.end = offset + byte;
		// Nearly every read brings one, and the first `push` would make room for seventeen.
		if (frames === undefined) frames = [frame];
		else frames.push(frame);
	}
	state.endsInCR = bytes[bytes.length - 1] === CR;
	return frames ?? [];
}

/** Whether the byte before is a CR. A frame that ends with CR CR does not wait for an LF, which then comes here. */
function isAfterCR(bytes: Uint8Array, at: number, { endsInCR }: StreamState): boolean {
	return at === 0 ? endsInCR : bytes[at - 1] === CR;
}

function addData(frame: DecodedFrame, value: string) {
	frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`;
}

function readField(frame: DecodedFrame, line: string, state: StreamState) {
	const { name, value } = splitField(line);
	switch (name) {
		case 'data':
			addData(frame, value);
			break;
		case 'event':
			frame.event = value || 'message';
			break;
		case 'id':
			if (!value.includes('\0')) frame.lastEventId = state.lastEventId = value;
			break;
		case 'retry':
			if (/^[0-9]+$/.test(value)) frame.retryMs = Number(value);
			break;
		case '':
			frame.addComment(value);
	}
}

/** `name: value`, without the one space after the colon. A comment has an empty name. */
function splitField(line: string): { name: string; value: string } {
	const colon = line.indexOf(':');
	if (colon === -1) return { name: line, value: '' };
	const hasSpace = line.charCodeAt(colon + 1) === SPACE;
	return { name: line.slice(0, colon), value: line.slice(hasSpace ? colon + 2 : colon + 1) };
}

/** A fast path for `data`, the field of nearly every line of a chat stream. */
function startsWithData(bytes: Uint8Array, at: number): boolean {
	return (
		bytes[at] === 0x64 && // d
		bytes[at + 1] === 0x61 && // a
		bytes[at + 2] === 0x74 && // t
		bytes[at + 3] === 0x61 && // a
		bytes[at + 4] === 0x3a // :
	);
}

function terminatorWidth(bytes: Uint8Array, at: number): 1 | 2 {
	return bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
}

function indexOrEnd(text: string, character: string, from: number): number {
	const index = text.indexOf(character, from);
	return index === -1 ? text.length : index;
}
