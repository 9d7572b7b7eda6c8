import { describe, expect, test } from 'vitest';
import {
	createFrameDecoder,
	FrameTooLongError,
	StreamError,
	type Frame,
	type FrameDecoderOptions,
} from '../../../src/sse/index.ts';
import { bytes, everyCut, joined, text } from '../../support/sse.ts';

/** Reads like a careful caller: keeps what was received, whatever happens next. */
function decodeUntilError(reads: readonly Uint8Array[], options: FrameDecoderOptions = {}) {
	const decoder = createFrameDecoder(options);
	const frames: Frame[] = [];
	let error: unknown;
	try {
		for (const read of reads) frames.push(...decoder.push(read));
		frames.push(...decoder.finish().frames);
	} catch (thrown) {
		error = thrown;
	}
	return { frames, error, decoder };
}

describe('a frame longer than maxFrameBytes', () => {
	const wire = bytes('id: 1\ndata: a\n\ndata: this one is long\n\ndata: c\n\n');

	test('is an error that loses no frame before it, wherever the bytes are cut', () => {
		for (const shareReads of [false, true]) {
			for (const { name, reads } of everyCut(wire)) {
				const { frames, error } = decodeUntilError(reads, { maxFrameBytes: 20, shareReads });
				expect(
					frames.map(({ data }) => data),
					name
				).toEqual(['a']);
				expect(error, name).toBeInstanceOf(FrameTooLongError);
				expect((error as FrameTooLongError).start, name).toBe(15);
			}
		}
	});

	test('is an error however it ends, by one byte', () => {
		for (const frame of [
			'data: 12345\n\n',
			'data: 12345\r\r',
			'data: 123\r\n\r\n',
			': 4567890123',
		]) {
			for (const { name, reads } of everyCut(bytes(frame))) {
				const exact = decodeUntilError(reads, { maxFrameBytes: frame.length });
				expect(exact.error, name).toBeUndefined();
				const short = decodeUntilError(reads, { maxFrameBytes: frame.length - 1 });
				expect(short.error, `${JSON.stringify(frame)} ${name}`).toBeInstanceOf(FrameTooLongError);
				expect(short.frames, name).toEqual([]);
			}
		}
	});

	test('throws immediately if there is no frame to return, otherwise at the next call', () => {
		const eager = createFrameDecoder({ maxFrameBytes: 8 });
		expect(() => eager.push(bytes('data: never'))).toThrow(FrameTooLongError);

		const decoder = createFrameDecoder({ maxFrameBytes: 8 });
		expect(decoder.push(bytes('data\n\ndata: never'))).toHaveLength(1);
		expect(() => decoder.push(bytes(' ends'))).toThrow(FrameTooLongError);
		expect(() => decoder.push(bytes('data\n\n'))).toThrow(FrameTooLongError);
	});

	test('throws at the end if no push could, and then returns the rest', () => {
		const decoder = createFrameDecoder({ maxFrameBytes: 8 });
		decoder.push(bytes('data\n\ndata: never\n\ndata\n\n'));
		expect(() => decoder.finish()).toThrow(FrameTooLongError);
		const { frames, rest } = decoder.finish();
		expect(frames).toEqual([]);
		expect(text(rest)).toBe('data: never\n\ndata\n\n');
	});

	test('accepts no more bytes once it has thrown', () => {
		const decoder = createFrameDecoder({ maxFrameBytes: 8 });
		expect(() => decoder.push(bytes('data: never'))).toThrow(FrameTooLongError);
		expect(() => decoder.push(bytes(' ends\n\n'))).toThrow(FrameTooLongError);
		expect(text(decoder.finish().rest)).toBe('data: never');
		expect(text(decoder.finish().rest)).toBe('data: never');
	});

	test('is no error if many frames of exactly the limit arrive in one read', () => {
		const decoder = createFrameDecoder({ maxFrameBytes: 8 });
		expect(decoder.push(bytes('data:1\n\ndata:2\n\ndata:3\n\n'))).toHaveLength(3);
	});

	test('loses no byte that a push took', () => {
		for (const shareReads of [false, true]) {
			for (const { name, reads } of everyCut(wire)) {
				const { frames, decoder } = decodeUntilError(reads, { maxFrameBytes: 20, shareReads });
				const kept = joined({ frames, rest: decoder.finish().rest });
				expect(text(wire).startsWith(text(kept)), `${name}: ${text(kept)}`).toBe(true);
				expect(kept.length, name).toBeGreaterThan(15 + 20);
			}
		}
	});

	test('is 8 MiB by default', () => {
		const inLimit = decodeUntilError([new Uint8Array(8_388_608)]);
		expect(inLimit.error).toBeUndefined();
		const past = decodeUntilError([new Uint8Array(8_388_609)]);
		expect(past.error).toMatchObject({ start: 0, maxFrameBytes: 8_388_608 });
	});

	test('has no limit if the limit is Infinity', () => {
		const decoder = createFrameDecoder({ maxFrameBytes: Infinity });
		expect(() => decoder.push(new Uint8Array(9_000_000))).not.toThrow();
	});

	test('says where it starts, what the limit is and what to do', () => {
		const { error } = decodeUntilError([wire], { maxFrameBytes: 20 });
		expect(error).toMatchInlineSnapshot(
			`[FrameTooLongError: The frame that starts at byte 15 is longer than 20 bytes, which is the limit.]`
		);
		expect((error as StreamError).hint).toMatchInlineSnapshot(
			`"Check that the response is \`text/event-stream\` and ends each event with a blank line, or raise \`maxFrameBytes\`."`
		);
		expect(error).toMatchObject({ code: 'frame-too-long', start: 15, maxFrameBytes: 20 });
		expect(error).toBeInstanceOf(StreamError);
	});

	test('needs a limit that is a number of bytes', () => {
		for (const maxFrameBytes of [0, -1, NaN]) {
			expect(() => createFrameDecoder({ maxFrameBytes })).toThrow(RangeError);
		}
		expect(() => createFrameDecoder({ maxFrameBytes: NaN })).toThrowErrorMatchingInlineSnapshot(
			`[RangeError: maxFrameBytes is NaN; it must be a number from 1.]`
		);
	});
});
