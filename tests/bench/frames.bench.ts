/**
 * Bytes to frames, beside eventsource-parser's `feed`, which keeps neither bytes nor places.
 *
 * Required  At least its events a second; one long frame at a tenth more a byte than small ones; memory
 *           that is constant a frame, beyond the bytes and the text.
 * Run       `npm run bench -- frames`.
 */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
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

/** One against one: what a third leaves for the collector would be counted to whoever runs next. */
function beside(label: string, size: number | 'frame') {
	const reads = cutReads(bytes, size);
	verify(reads);
	console.log(`\n${label}: ${reads.length} reads`);
	for (const { name, required, shareReads } of [
		{ name: 'reads shared, as a run keeps them', required: { atLeast: 1 }, shareReads: true },
		{ name: 'reads copied', shareReads: false },
	]) {
		let count = 0;
		const times = race({
			'eventsource-parser feed': () => feed(reads, () => count++),
			frames: () => decode(reads, () => count++, { shareReads }),
		});
		assert.equal(count, (ROUNDS + 2) * 2 * expected.length);
		const [theirs, ours] = [times['eventsource-parser feed'], times.frames];
		console.log(
			`  ${Math.round(expected.length / ours.cpuMs)} k events/s of CPU time, ` +
				`${Math.round(expected.length / ours.wallMs)} k by the clock; eventsource-parser feed ` +
				`${Math.round(expected.length / theirs.cpuMs)} k and ${Math.round(expected.length / theirs.wallMs)} k`
		);
		const ratio = theirs.cpuMs / ours.cpuMs;
		if (required) verdict(name, ratio, required, ' x');
		else console.log(`  ${name}: ${ratio.toFixed(2)} x`);
	}
}

/** Linear: a byte of one long frame against a byte of small ones, in the same small reads. */
function oneLongFrame() {
	// The same text without the line ends, so that only the number of frames differs.
	const text = new TextDecoder().decode(bytes).replaceAll('\n', ' ');
	const long = new TextEncoder().encode(`data: ${text}\n\n`);
	const small = cutReads(bytes, 1024);
	const one = cutReads(long, 1024);
	const options = { maxFrameBytes: Infinity, shareReads: true };
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

	// Their data is a rope until it is looked into, so all are made to look at its last letter.
	let seen = 0;
	const look = (data: string | undefined = '') => (seen += data.charCodeAt(data.length - 1));
	const times = race({
		'small frames': () => decode(small, ({ data }) => look(data), options),
		'one frame': () => decode(one, ({ data }) => look(data), options),
		'eventsource-parser, small frames': () => feed(small, look),
		'eventsource-parser, one frame': () => feed(one, look),
	});
	assert.ok(seen > 0);
	for (const [name, { cpuMs }] of Object.entries(times)) {
		console.log(`  ${name.padEnd(34)} ${((cpuMs * 1e6) / bytes.length).toFixed(2)} ns a byte`);
	}
	verdict(
		'a byte of one frame against one of small frames',
		times['one frame'].cpuMs / times['small frames'].cpuMs,
		{ atMost: 1.1 },
		' x'
	);
}

/** What kept frames hold beyond their text and, where reads are copied, their raw bytes. */
async function memory() {
	setFlagsFromString('--expose-gc');
	const gc = runInNewContext('gc') as () => void;
	// Buffers are given back a while after the collection that found them.
	const collect = async () => {
		for (let round = 0; round < 3; round++) {
			gc();
			await setTimeout(20);
		}
	};

	const beyondItsBytes = async (size: number, shareReads: boolean) => {
		const frame = new TextEncoder().encode(`data: ${'x'.repeat(size - 8)}\n\n`);
		const count = Math.ceil(8_000_000 / size);
		const body = new Uint8Array(size * count);
		for (let i = 0; i < count; i++) body.set(frame, i * size);
		const reads = cutReads(body, 16_384);
		const kept: Frame[] = [];
		await collect();
		const before = process.memoryUsage();
		decode(reads, (each) => kept.push(each), { shareReads });
		await collect();
		const after = process.memoryUsage();
		// Both must be alive until here.
		assert.equal(kept.length * size, reads.length && body.length);
		const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
		// ASCII text takes a byte a character.
		return held / count - size - (shareReads ? 0 : size);
	};

	// The first also pays for code that is compiled meanwhile.
	await beyondItsBytes(100, true);
	for (const shareReads of [true, false]) {
		const sizes = [];
		for (const size of [100, 300, 1000]) {
			const beyond = await beyondItsBytes(size, shareReads);
			sizes.push(`${beyond.toFixed(0)} bytes for a frame of ${size}`);
		}
		console.log(`  reads ${shareReads ? 'shared' : 'copied'}: ${sizes.join(', ')}`);
	}
	console.log(
		'  Where reads are shared, one frame in each is copied, as another read brought its start.'
	);
}

console.log(
	`${megabytes(bytes.length)} MB, ${payloads.length} events, medians of ${ROUNDS} rounds that take turns`
);
beside('16 KiB reads', 16_384);
beside('one frame a read', 'frame');
beside('64-byte reads', 64);
console.log(`\nOne frame of ${megabytes(bytes.length)} MB, 1 KiB a read`);
oneLongFrame();
console.log(
	'\nMemory that kept frames hold, beyond their text and the raw bytes: required, a constant for each'
);
await memory();
