/**
 * Bytes to frames, beside eventsource-parser's `feed`, which keeps neither bytes nor places.
 *
 * Required  At least its events a second; one long frame at no more a byte than small ones; memory
 *           that is constant a frame, beyond the bytes and the text.
 * Run       `npm run bench -- frames`.
 */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createParser } from 'eventsource-parser';
import { createFrameDecoder, type Frame, type FrameDecoderOptions } from '../../src/sse/index.ts';
import { chatStream, cutReads } from './fixtures.ts';
import { EVENTS, race, ROUNDS, verdict } from './harness.ts';

type Reads = readonly Uint8Array<ArrayBuffer>[];

const { bytes, payloads } = chatStream({ events: EVENTS, seed: 1 });
const expected = [...payloads, '[DONE]'];
const megabytes = (count: number) => (count / 1_048_576).toFixed(0);

/** As its README has it: a decoder that carries cut characters over, and one callback. */
function feed(reads: Reads, onData: (data: string) => void) {
	const parser = createParser({ onEvent: ({ data }) => onData(data) });
	const decoder = new TextDecoder();
	for (const read of reads) parser.feed(decoder.decode(read, { stream: true }));
}

function decode(reads: Reads, onFrame: (frame: Frame) => void, options: FrameDecoderOptions = {}) {
	const decoder = createFrameDecoder(options);
	for (const read of reads) for (const frame of decoder.push(read)) onFrame(frame);
	return decoder.finish();
}

/** A fast wrong answer must not win. */
function verify(reads: Reads) {
	const fed: string[] = [];
	feed(reads, (data) => fed.push(data));
	assert.deepEqual(fed, expected);
	for (const shareReads of [false, true]) {
		const frames: Frame[] = [];
		const { rest } = decode(reads, (frame) => frames.push(frame), { shareReads });
		assert.deepEqual(
			frames.map(({ data }) => data),
			expected
		);
		assert.equal(frames.at(-1)!.end + rest.length, bytes.length);
		for (const { raw, start, end } of frames) {
			assert.equal(Buffer.compare(raw, bytes.subarray(start, end)), 0, `bytes ${start} to ${end}`);
		}
	}
}

function beside(label: string, size: number | 'frame') {
	const reads = cutReads(bytes, size);
	verify(reads);
	let count = 0;
	const times = race({
		'eventsource-parser feed': () => feed(reads, () => count++),
		'frames, reads shared': () => decode(reads, () => count++, { shareReads: true }),
		'frames, reads copied': () => decode(reads, () => count++),
	});
	assert.equal(count, (ROUNDS + 2) * 3 * expected.length);
	console.log(`\n${label}: ${reads.length} reads`);
	for (const [name, { cpuMs, wallMs }] of Object.entries(times)) {
		const rate = Math.round(expected.length / cpuMs);
		console.log(
			`  ${name.padEnd(24)} ${String(rate).padStart(5)} k events/s of CPU time, ` +
				`${Math.round(expected.length / wallMs)} k by the clock`
		);
	}
	const theirs = times['eventsource-parser feed'].cpuMs;
	verdict(
		'reads shared, as a recording keeps them',
		theirs / times['frames, reads shared'].cpuMs,
		{ atLeast: 1 },
		' x'
	);
	verdict('reads copied', theirs / times['frames, reads copied'].cpuMs, { atLeast: 1 }, ' x');
}

function oneLongFrame() {
	// The same text without the line ends, so that only the number of frames differs.
	const text = new TextDecoder().decode(bytes).replaceAll('\n', ' ');
	const long = new TextEncoder().encode(`data: ${text}\n\n`);
	const small = cutReads(bytes, 1024);
	const one = cutReads(long, 1024);
	for (const shareReads of [false, true]) {
		const options = { shareReads, maxFrameBytes: Infinity };
		let frames = 0;
		decode(
			one,
			({ raw, data }) => {
				assert.equal(raw.length, long.length);
				assert.equal(data, text);
				frames++;
			},
			options
		);
		assert.equal(frames, 1);
		const times = race({
			small: () => decode(small, () => {}, options),
			one: () => decode(one, () => {}, options),
		});
		verdict(
			`${megabytes(long.length)} MB in one frame, 1 KiB a read, reads ${shareReads ? 'shared' : 'copied'}: ` +
				'time a byte against small frames',
			times.one.cpuMs / long.length / (times.small.cpuMs / bytes.length),
			{ atMost: 1 },
			' x'
		);
	}
}

/** What frames hold, by frames of two sizes: what does not grow with the size is the frame itself. */
function memory() {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const count = 20_000;
	const used = (size: number, options: FrameDecoderOptions) => {
		const frame = new TextEncoder().encode(`data: ${'x'.repeat(size)}\n\n`);
		const body = new Uint8Array(frame.length * count);
		for (let i = 0; i < count; i++) body.set(frame, i * frame.length);
		const reads = cutReads(body, 16_384);
		const kept: Frame[] = [];
		collect();
		const before = process.memoryUsage();
		decode(reads, (each) => kept.push(each), options);
		collect();
		const after = process.memoryUsage();
		assert.equal(kept.length, count);
		return {
			heap: (after.heapUsed - before.heapUsed) / count,
			buffers: (after.arrayBuffers - before.arrayBuffers) / count,
			bytes: frame.length,
		};
	};
	for (const shareReads of [true, false]) {
		// The first of them also pays for code that is compiled meanwhile.
		used(100, { shareReads });
		const [small, large] = [used(100, { shareReads }), used(1000, { shareReads })];
		const grows = large.bytes - small.bytes;
		const textRate = (large.heap - small.heap) / grows;
		const rawRate = (large.buffers - small.buffers) / grows;
		console.log(
			`  reads ${shareReads ? 'shared' : 'copied'}: ${(small.heap - textRate * small.bytes).toFixed(0)} bytes a frame, ` +
				`and a byte of the body holds ${textRate.toFixed(2)} of text (ASCII; twice that where a read has other letters) ` +
				`and ${rawRate.toFixed(2)} of raw bytes`
		);
	}
}

console.log(
	`${megabytes(bytes.length)} MB, ${payloads.length} events, medians of ${ROUNDS} rounds that take turns`
);
beside('16 KiB reads', 16_384);
beside('one frame a read', 'frame');
beside('64-byte reads', 64);
console.log('\nOne long frame');
oneLongFrame();
console.log('\nMemory of frames that are kept');
memory();
