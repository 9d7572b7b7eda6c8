/**
 * Decodes the reads of a body into frames, which are the same wherever the body was cut.
 *
 * Source  WHATWG HTML, "Parsing an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * In      `Uint8Array` reads, any length, cut anywhere: inside a character, inside a CR LF.
 * Out     Frames in wire order. All `raw` joined, then `rest`, is the input, byte for byte: a BOM
 *         belongs to the first frame, and a blank line where a frame would begin is a frame of its
 *         own, without data. A frame is returned as soon as its end is certain: see `frame-end.ts`.
 * Errors  `FrameTooLongError` when a frame passes `maxFrameBytes`: see `FrameDecoder.push`.
 * Cost    Linear in the bytes, however long a frame and however small the reads. Each byte is copied once,
 *         and at most once more if its frame came in many reads. With `shareReads` nothing is copied but
 *         frames that are split between reads. Only the unfinished frame is kept between reads.
 */
import { FrameTooLongError } from './errors.ts';
import { CR, LF, lastFrameEnd } from './frame-end.ts';
import type { StreamState } from './frame.ts';
import { parseFrames } from './parse.ts';
import type { Frame, FrameDecoder, FrameDecoderOptions } from './types.ts';

// Copies of several reads share a block, because an allocation costs more than the copying. Four reads of
// the usual 16 KiB fit, after an unfinished frame.
const BLOCK_BYTES = 67_584;
// Sharing a read that continues an unfinished frame costs one more call of the text decoder. Copying a
// read smaller than this is cheaper.
const WORTH_SHARING_BYTES = 4096;

export function createFrameDecoder({
	maxFrameBytes = 8_388_608,
	shareReads = false,
}: FrameDecoderOptions = {}): FrameDecoder {
	if (!(maxFrameBytes >= 1)) {
		throw new RangeError(`maxFrameBytes is ${maxFrameBytes}; it must be a number from 1.`);
	}
	const state: StreamState = { nextIndex: 0, lastEventId: '', endsInCR: false };

	// The unfinished frame is bytes[start - base] to bytes[end - base]; all three count from the start
	// of the body. `bytes` is our block, or a shared read.
	let bytes: Uint8Array = new Uint8Array();
	let base = 0;
	let start = 0;
	let end = 0;
	// No frame ends between `start` and this offset.
	let scanned = 0;
	// Our own memory. Frames are views into its used part, which is never written again.
	let block = bytes;
	let used = 0;

	let failure: FrameTooLongError | undefined;
	let isFailureReported = false;

	function push(read: Uint8Array): Frame[] {
		if (failure !== undefined) throw report(failure);
		let frames: Frame[] = [];
		const held = end - start;
		if (shareReads && held > 0 && held < read.length && read.length >= WORTH_SHARING_BYTES) {
			// Any cut gives the same frames. This one copies only the end of the unfinished frame.
			const cut = firstBlankLine(read);
			copy(read.subarray(0, cut));
			frames = takeFrames(false);
			add(read.subarray(cut));
		} else {
			add(read);
		}
		const taken = takeFrames(false);
		frames = frames.length === 0 ? taken : [...frames, ...taken];
		if (failure !== undefined && frames.length === 0) throw report(failure);
		return frames;
	}

	function finish() {
		const frames = takeFrames(true);
		if (failure !== undefined && !isFailureReported) throw report(failure);
		return { frames, rest: bytes.slice(start - base, end - base) };
	}

	function add(read: Uint8Array) {
		if (!shareReads || start < end) return copy(read);
		bytes = read;
		base = end;
		end += read.length;
	}

	function copy(read: Uint8Array) {
		if (bytes !== block || end - base + read.length > block.length) {
			const held = bytes.subarray(start - base, end - base);
			if (used + held.length + read.length > block.length) {
				// Four times what is held, so that each byte of a long frame is moved a third of a time on
				// average. The system only commits memory that is written to.
				block = new Uint8Array(Math.max(BLOCK_BYTES, 4 * held.length + read.length));
				used = 0;
			}
			block.set(held, used);
			bytes = block;
			base = start - used;
		}
		block.set(read, end - base);
		end += read.length;
		used = end - base;
	}

	/** Moves the complete frames out of `bytes`. */
	function takeFrames(isLast: boolean): Frame[] {
		let frames: Frame[] = [];
		const from = start - base;
		const filled = end - base;
		// An LF here is the second half of a CR LF whose CR ended the last frame.
		const skipsLF = state.endsInCR && from < filled && bytes[from] === LF;
		const firstLine = start === 0 && startsWithBOM(bytes) ? 3 : skipsLF ? from + 1 : from;
		// What nearly every read ends with. The search is only for the others.
		const endsInBlankLine = end > scanned && filled - firstLine > 1 && endsInTwoLF(bytes, filled);
		const to = endsInBlankLine
			? filled
			: lastFrameEnd({
					bytes,
					firstLine,
					isAfterCR: state.endsInCR && !skipsLF,
					scanned: scanned - base,
					to: filled,
					isLast,
				});
		scanned = end;
		if (to !== -1) {
			const isAll = from === 0 && to === bytes.length;
			frames = parseFrames(isAll ? bytes : bytes.subarray(from, to), start, state);
			start = base + to;
			if (to - from > maxFrameBytes) dropFromTooLong(frames);
		}
		if (end - start > maxFrameBytes) failure ??= new FrameTooLongError({ start, maxFrameBytes });
		return frames;
	}

	/** Fails at the first frame that is too long, if there is one. */
	function dropFromTooLong(frames: Frame[]) {
		const at = frames.findIndex((frame) => frame.end - frame.start > maxFrameBytes);
		const tooLong = frames[at];
		if (tooLong === undefined) return;
		start = tooLong.start;
		frames.length = at;
		failure = new FrameTooLongError({ start, maxFrameBytes });
	}

	function report(error: FrameTooLongError) {
		isFailureReported = true;
		return error;
	}

	return { push, finish };
}

function startsWithBOM(bytes: Uint8Array): boolean {
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function endsInTwoLF(bytes: Uint8Array, end: number): boolean {
	return bytes[end - 1] === LF && bytes[end - 2] === LF;
}

/** One past the first blank line, or past the end. It may miss some kinds of blank line. */
function firstBlankLine(read: Uint8Array): number {
	for (let at = 1; at < read.length; at++) {
		if (read[at] !== LF) continue;
		if (read[at - 1] === LF || (read[at - 1] === CR && read[at - 2] === LF)) return at + 1;
	}
	return read.length;
}
