/** Bytes in, frames out, for tests of `src/sse`: every way to cut a body, and the decoder run on it. */
import { createFrameDecoder, type Frame, type FrameDecoderOptions } from '../../src/sse/index.ts';
import { createRandom } from './random.ts';

export interface Decoded {
	frames: Frame[];
	rest: Uint8Array;
}

export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array) =>
	new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);

export function decode(
	reads: readonly Uint8Array[] | string,
	options: FrameDecoderOptions = {}
): Decoded {
	const decoder = createFrameDecoder(options);
	const frames = [];
	for (const read of typeof reads === 'string' ? [bytes(reads)] : reads) {
		frames.push(...decoder.push(read));
	}
	const last = decoder.finish();
	return { frames: [...frames, ...last.frames].map(plain), rest: last.rest };
}

/** With its bytes as a field of its own, so that a comparison of frames is one of their bytes, too. */
export function plain(frame: Frame): Frame {
	return { ...frame, raw: frame.raw };
}

/** The body in one piece, cut in two at every byte, byte by byte, and at `rounds` sets of places. */
export function* everyCut(
	body: Uint8Array,
	{ seed = 1, rounds = 50 } = {}
): Generator<{ name: string; reads: Uint8Array[] }> {
	yield { name: 'in one read', reads: [body] };
	for (let cut = 0; cut <= body.length; cut++) {
		yield { name: `cut at byte ${cut}`, reads: [body.subarray(0, cut), body.subarray(cut)] };
	}
	yield {
		name: 'byte by byte',
		reads: Array.from(body, (_, at) => body.subarray(at, at + 1)),
	};
	const random = createRandom(seed);
	for (let round = 0; round < rounds; round++) {
		const cuts = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
			Math.floor(random() * (body.length + 1))
		);
		yield { name: `cut at bytes ${cuts.toSorted((a, b) => a - b)}`, reads: cutAt(body, cuts) };
	}
}

/** The reads that cutting at these places makes, in any order and as often as you like. */
export function cutAt(body: Uint8Array, cuts: readonly number[]): Uint8Array[] {
	const places = [0, ...cuts.toSorted((a, b) => a - b), body.length];
	return places.slice(1).map((end, i) => body.subarray(places[i], end));
}

/** All `raw` joined, then `rest`. */
export function joined({ frames, rest }: Decoded): Uint8Array {
	const length = frames.reduce((sum, frame) => sum + frame.raw.length, rest.length);
	const all = new Uint8Array(length);
	let at = 0;
	for (const { raw } of frames) {
		all.set(raw, at);
		at += raw.length;
	}
	all.set(rest, at);
	return all;
}
