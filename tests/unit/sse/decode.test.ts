import { describe, expect, test } from 'vitest';
import { createFrameDecoder } from '../../../src/sse/index.ts';
import { bytes, decode, everyCut, joined, text, type Decoded } from '../../support/sse.ts';

// Everything a cut can break: a BOM, all three line ends and their mixtures, blank lines where a
// frame would begin, characters of two to four bytes, invalid UTF-8, a tail that ends in CR.
const nasty = Uint8Array.from([
	...bytes('\ufeffdata: 🚀 café\r\n\r\n'),
	...bytes('\n\r\n\r: ping\r:pong\rdata: one\ndata:two\r\n\n'),
	...bytes('event: note\nid: 7\nretry: 250\ndata: \ufeff流式\n\n'),
	...bytes('id: a\0b\ndata\n\r'),
	...bytes('data: '),
	...Uint8Array.of(0xe6, 0xb5, 0x0a, 0xff, 0x80, 0x3a, 0x0a, 0x0a),
	...bytes('id\ndata: x\r\rid: never\ndata: unfinished\r'),
]);

describe('createFrameDecoder()', () => {
	test('gives a frame for every blank line, with its bytes, fields and place', () => {
		const { frames, rest } = decode('data: a\n\nid: 1\nevent: e\n: c\n\nleft');
		expect(frames).toEqual([
			{
				index: 0,
				start: 0,
				end: 9,
				raw: bytes('data: a\n\n'),
				event: 'message',
				data: 'a',
				lastEventId: '',
				retryMs: undefined,
				comments: [],
			},
			{
				index: 1,
				start: 9,
				end: 29,
				raw: bytes('id: 1\nevent: e\n: c\n\n'),
				event: 'e',
				data: undefined,
				lastEventId: '1',
				retryMs: undefined,
				comments: ['c'],
			},
		]);
		expect(text(rest)).toBe('left');
	});

	test.each([
		{ name: 'reads that it copies', shareReads: false },
		{ name: 'reads that it shares', shareReads: true },
	])('gives the same frames wherever the bytes are cut, from $name', ({ shareReads }) => {
		const whole = decode([nasty]);
		expect(whole.frames.map(({ data }) => data)).toEqual([
			'🚀 café',
			undefined,
			undefined,
			undefined,
			'one\ntwo',
			'\ufeff流式',
			'',
			'\ufffd',
			'x',
		]);
		for (const { name, reads } of everyCut(nasty)) {
			const decoded = decode(reads, { shareReads });
			expect(decoded, name).toEqual(whole);
			expect(joined(decoded), name).toEqual(nasty);
		}
	});

	test('gives the same frames when long reads are cut inside every part of a long frame', () => {
		// Long enough that reads are shared, and that our own block runs out and is replaced.
		const frameOf = (size: number) => `: ${'.'.repeat(size)}\ndata: ${'é'.repeat(size)}\r\n\r\n`;
		const body = bytes([400, 90_000, 3, 70_000, 5, 300].map(frameOf).join('') + 'data: tail');
		// As strings: comparing half a million numbers one by one takes the test runner seconds.
		const comparable = ({ frames, rest }: Decoded) => ({
			frames: frames.map((frame) => ({ ...frame, raw: Buffer.from(frame.raw).toString('latin1') })),
			rest,
		});
		const whole = comparable(decode([body]));
		expect(whole.frames.length).toBe(6);
		for (const size of [255, 256, 1_000, 16_384, 65_536, 100_001]) {
			const reads = Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
				body.subarray(i * size, (i + 1) * size)
			);
			expect(comparable(decode(reads)), `copied, in reads of ${size}`).toEqual(whole);
			expect(
				comparable(decode(reads, { shareReads: true })),
				`shared, in reads of ${size}`
			).toEqual(whole);
		}
	});

	test('returns a frame with the read that completes it', () => {
		const decoder = createFrameDecoder();
		expect(decoder.push(bytes('data: a\n'))).toHaveLength(0);
		expect(decoder.push(bytes('\n'))).toHaveLength(1);
		expect(decoder.push(bytes('data: b\r\n\r'))).toHaveLength(0);
		expect(decoder.push(bytes('\n'))).toHaveLength(1);
	});

	test('ends a frame at CR CR without waiting, and leaves an LF that follows to the next frame', () => {
		const decoder = createFrameDecoder();
		const raw = (read: string) => decoder.push(bytes(read)).map((frame) => text(frame.raw));
		expect(raw('data: a\r\r')).toEqual(['data: a\r\r']);
		expect(raw('\n')).toEqual([]);
		expect(raw('data: b\r\r')).toEqual(['\ndata: b\r\r']);
		expect(raw('\r')).toEqual(['\r']);
		expect(raw('\n\n')).toEqual(['\n\n']);
		expect(raw('data: c\r\r\n')).toEqual(['data: c\r\r']);
		expect(text(decoder.finish().rest)).toBe('\n');
	});

	test('waits at a CR after an LF for the byte that tells whether an LF belongs to it', () => {
		for (const [next, raw] of [
			['\n', 'data: a\n\r\n'],
			['d', 'data: a\n\r'],
		] as const) {
			const decoder = createFrameDecoder();
			expect(decoder.push(bytes('data: a\n\r'))).toHaveLength(0);
			const completed = decoder.push(bytes(next));
			expect(completed.map((frame) => text(frame.raw))).toEqual([raw]);
		}
	});

	test('lets the end of the body settle a final CR', () => {
		const decoder = createFrameDecoder();
		expect(decoder.push(bytes('data: a\r\n\r'))).toHaveLength(0);
		const { frames, rest } = decoder.finish();
		expect(frames.map(({ data }) => data)).toEqual(['a']);
		expect(rest).toHaveLength(0);
	});

	test('hands back an unfinished block as the rest, and ignores its id', () => {
		const { frames, rest } = decode('id: 1\ndata: a\n\nid: 2\ndata: b\n');
		expect(frames.map(({ lastEventId }) => lastEventId)).toEqual(['1']);
		expect(text(rest)).toBe('id: 2\ndata: b\n');
		expect(rest.buffer.byteLength, 'in memory of its own').toBe(rest.length);
	});

	test('makes a frame without data from each blank line where a frame would begin', () => {
		const { frames, rest } = decode('\n\r\ndata: a\n\n\n');
		expect(frames.map(({ raw, data }) => [text(raw), data])).toEqual([
			['\n', undefined],
			['\r\n', undefined],
			['data: a\n\n', 'a'],
			['\n', undefined],
		]);
		expect(rest).toHaveLength(0);
	});

	test('counts a BOM as part of the first frame, or of the rest if there is none', () => {
		const { frames } = decode('\ufeffdata: a\n\n');
		expect(frames[0]).toMatchObject({ start: 0, end: 12, data: 'a' });
		expect(decode('\ufeff\n').frames.map(({ raw }) => raw.length)).toEqual([4]);
		expect(decode('\ufeff')).toEqual({ frames: [], rest: bytes('\ufeff') });
	});

	test('lets the caller reuse the memory of a read', () => {
		const decoder = createFrameDecoder();
		const buffer = bytes('data: a\n\ndata: ');
		const [first] = decoder.push(buffer);
		buffer.fill(0x21);
		const [second] = decoder.push(bytes('b\n\n'));
		expect(text(first!.raw)).toBe('data: a\n\n');
		expect(text(second!.raw)).toBe('data: b\n\n');
	});

	test('uses no memory of its own for whole frames in shared reads', () => {
		const read = bytes(`data: ${'a'.repeat(300)}\n\ndata: b\n\n`);
		const [first, second] = createFrameDecoder({ shareReads: true }).push(read);
		expect(first!.raw.buffer).toBe(read.buffer);
		expect(second!.raw.buffer).toBe(read.buffer);
		const [copied] = createFrameDecoder().push(read);
		expect(copied!.raw.buffer).not.toBe(read.buffer);
	});

	test('accepts views into larger buffers, and empty reads', () => {
		const buffer = bytes('xxxdata: a\n\nyyy');
		const view = buffer.subarray(3, 12);
		for (const shareReads of [false, true]) {
			const decoded = decode([new Uint8Array(), view, new Uint8Array()], { shareReads });
			expect(decoded.frames.map(({ raw }) => text(raw))).toEqual(['data: a\n\n']);
			expect(decoded.rest).toHaveLength(0);
		}
	});

	test('gives frames with the same fields, and the same bytes however often they are asked for', () => {
		const [first, second] = createFrameDecoder().push(bytes('data: a\n\n: c\n\n'));
		expect(Object.keys(first!)).toEqual(Object.keys(second!));
		expect(text(second!.raw)).toBe(': c\n\n');
		expect(second!.raw).toEqual(second!.raw);
	});

	test('is empty for an empty body', () => {
		expect(decode([])).toEqual({ frames: [], rest: new Uint8Array() });
		expect(decode([new Uint8Array()])).toEqual({ frames: [], rest: new Uint8Array() });
	});

	test('returns the same from a second finish, without the frames already given', () => {
		const decoder = createFrameDecoder();
		decoder.push(bytes('data: a\n\r'));
		expect(decoder.finish().frames).toHaveLength(1);
		expect(decoder.finish()).toEqual({ frames: [], rest: new Uint8Array() });
	});
});
