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
