/**
 * Where the network cuts. The bytes are those of the answer; only the borders of the reads move, and
 * nothing in SSE or HTTP says where they are.
 *
 * Over HTTP each write is a chunk of the chunked body and leaves on its own, but the systems between
 * may still join what comes close together. In the page each write is exactly one read.
 */
import type { Write } from '../answer.ts';
import { between } from '../random.ts';
import { fault } from './fault.ts';
import { join, onBody } from './steps.ts';

export const cutting = [
	fault({
		name: 'one-byte-reads',
		what: 'Every byte comes in a read of its own.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'No server: it is every split that a network can make, all at once. openai-node tests its decoder this way.',
		options: {
			wait: { what: 'Milliseconds before each byte', default: 0, least: 0, most: 100 },
		},
		answer: onBody(function* (writes, { options }) {
			for (const write of writes) {
				if (!('bytes' in write)) {
					yield write;
					continue;
				}
				for (let at = 0; at < write.bytes.length; at++) {
					const afterMs = (at === 0 ? write.afterMs : 0) + options.wait;
					yield { afterMs, bytes: write.bytes.subarray(at, at + 1) };
				}
			}
		}),
	}),
	fault({
		name: 'random-reads',
		what: 'Reads end anywhere: inside a frame, inside a character, between the CR and LF of a line end.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Any network: a packet carries about 1,448 bytes, and a proxy forwards whatever is in its buffer.',
		options: {
			most: { what: 'Longest read, in bytes', default: 64, least: 1, most: 65_536 },
		},
		answer: onBody(function* (writes, { options, random }) {
			let held: Uint8Array = new Uint8Array();
			let afterMs = 0;
			let length = between(random, 1, options.most);
			for (const write of writes) {
				afterMs += write.afterMs;
				if (!('bytes' in write)) {
					if (held.length > 0) yield { afterMs: 0, bytes: held };
					held = new Uint8Array();
					yield write;
					continue;
				}
				held = join([held, write.bytes]);
				while (held.length >= length) {
					yield { afterMs, bytes: held.subarray(0, length) };
					held = held.subarray(length);
					afterMs = 0;
					length = between(random, 1, options.most);
				}
			}
			if (held.length > 0) yield { afterMs, bytes: held };
		}),
	}),
	fault({
		name: 'several-frames-a-read',
		what: 'Each read holds several frames.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'transformers serve writes several events at once (observed); so does any server that is faster than its reader.',
		options: {
			frames: { what: 'Frames in each read', default: 5, least: 2, most: 1_000 },
		},
		answer: onBody((writes, { options }) => gather(writes, options.frames)),
	}),
	fault({
		name: 'burst',
		what: 'Nothing arrives until the answer is finished; then all of it comes in one read.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'A proxy that buffers, as nginx 1.22.1 does by default, or compression that waits for more data.',
		answer: onBody((writes) => gather(writes, Infinity)),
	}),
];

/** Joins so many writes into one, which is due when the last of them was. */
function* gather(writes: Iterable<Write>, count: number): Generator<Write> {
	let pieces: Uint8Array[] = [];
	let afterMs = 0;
	for (const write of writes) {
		if ('bytes' in write) {
			afterMs += write.afterMs;
			pieces.push(write.bytes);
			if (pieces.length < count) continue;
		}
		if (pieces.length > 0) yield { afterMs, bytes: join(pieces) };
		pieces = [];
		afterMs = 0;
		if (!('bytes' in write)) yield write;
	}
	if (pieces.length > 0) yield { afterMs, bytes: join(pieces) };
}
