import type { Frame, FrameDecoder, FrameDecoderOptions } from './types.ts';
import { FrameTooLongError } from './errors.ts';

// First, plain version: right, not yet fast.
export function createFrameDecoder({
	maxFrameBytes = 8_388_608,
}: FrameDecoderOptions = {}): FrameDecoder {
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	let held: number[] = [];
	let start = 0;
	let lineStart = 0;
	let index = 0;
	let lastEventId = '';
	let fields = empty();
	let crPending = false;

	function empty() {
		return {
			event: '',
			data: undefined as string | undefined,
			retryMs: undefined as number | undefined,
			comments: [] as string[],
			id: undefined as string | undefined,
		};
	}

	function endLine(frames: Frame[], terminator: number) {
		const bomBytes =
			start === 0 && lineStart === 0 && held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf
				? 3
				: 0;
		const line = decoder.decode(
			Uint8Array.from(held.slice(lineStart + bomBytes, held.length - terminator))
		);
		lineStart = held.length;
		if (line !== '') {
			const colon = line.indexOf(':');
			const name = colon === -1 ? line : line.slice(0, colon);
			const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
			if (name === '') fields.comments.push(line.slice(1));
			else if (name === 'data')
				fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
			else if (name === 'event') fields.event = value;
			else if (name === 'id' && !value.includes('\0')) fields.id = value;
			else if (name === 'retry' && /^[0-9]+$/.test(value)) fields.retryMs = Number(value);
			return;
		}
		lastEventId = fields.id ?? lastEventId;
		frames.push({
			index: index++,
			start,
			end: start + held.length,
			raw: Uint8Array.from(held),
			event: fields.event || 'message',
			data: fields.data,
			lastEventId,
			retryMs: fields.retryMs,
			comments: fields.comments,
		});
		start += held.length;
		held = [];
		lineStart = 0;
		fields = empty();
	}

	function push(read: Uint8Array): Frame[] {
		const frames: Frame[] = [];
		for (const byte of read) {
			if (crPending) {
				crPending = false;
				if (byte === 0x0a) {
					held.push(byte);
					endLine(frames, 2);
					continue;
				}
				endLine(frames, 1);
			}
			if (held.length >= maxFrameBytes) throw new FrameTooLongError({ start, maxFrameBytes });
			held.push(byte);
			if (byte === 0x0d) crPending = true;
			else if (byte === 0x0a) endLine(frames, 1);
		}
		return frames;
	}

	function finish() {
		const frames: Frame[] = [];
		if (crPending) endLine(frames, 1);
		return { frames, rest: Uint8Array.from(held) };
	}

	return { push, finish };
}
