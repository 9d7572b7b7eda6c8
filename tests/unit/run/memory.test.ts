/** What a long run costs beyond its own bytes: a constant per frame and per read, and nothing else. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createTranscript } from '../../../src/run/transcript.ts';
import { bytes, chunk } from './support.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function memory(): number {
	collect();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

test('a transcript grows by a constant per frame beyond the bytes of its reads', () => {
	const transcript = createTranscript();
	let at = 0;
	const grow = (frames: number) => {
		const before = memory();
		let body = 0;
		for (let i = 0; i < frames; i++) {
			const read = { atMs: at, bytes: bytes(chunk({ content: `token ${at++} ` })) };
			body += read.bytes.length;
			transcript.push(read);
		}
		return (memory() - before - body) / frames;
	};
	grow(2000); // what is made once: compiled code, first blocks
	const first = grow(10_000);
	const second = grow(10_000);
	// Measured: 1.0 kB, of which a read is 0.25 kB.
	expect(first).toBeLessThan(1600);
	expect(second).toBeLessThan(first * 1.25);
	expect(transcript.frames).toHaveLength(22_000);
});

test('an hour of 20 frames a second stays within its limits, but for the text and the places of frames', () => {
	const frames = 3600 * 20;
	const limits = { frames: 10_000, bytes: 3_000_000 };
	const transcript = createTranscript({}, undefined, limits);
	const text = bytes(chunk({ content: 'token ' }));
	const alive = bytes(': keep-alive\n\n');
	let pushed = 0;
	const push = (count: number) => {
		for (const end = pushed + count; pushed < end; pushed++) {
			// Each read has its own memory, as a network's have; every other frame brings no text.
			transcript.push({ atMs: pushed * 50, bytes: (pushed % 2 === 0 ? text : alive).slice() });
		}
		return memory();
	};
	const full = push(limits.frames * 2);
	const end = push(frames - pushed);
	const perFrame = (end - full) / (frames - limits.frames * 2);
	// Measured in Node: 100 to 160 bytes, since arrays grow ahead of what is in them. All of them kept, it would be 800.
	expect(perFrame).toBeLessThan(270);
	expect(transcript.frames).toHaveLength(frames);
	expect(transcript.message.choices[0]?.text).toHaveLength((frames / 2) * 'token '.length);
	expect(transcript.letGo()?.frames.to).toBeGreaterThan(frames - limits.frames * 1.3);
});
