/**
 * The figures of a run: when things came, how steadily, and how fast.
 *
 * In      Times of the head, the reads and the end; how many frames each read completed; the message.
 * Out     `Timing`. Figures that a run cannot give are `undefined`, never NaN: a pasted stream has no
 *         times, one read has no gaps, one delta has no rate.
 * Units   ms since the request was sent; characters as JavaScript strings count.
 * Cost    O(1) a read, nothing a frame; one number kept per read that completed a frame. Gaps and stalls
 *         are sorted out when first asked for (O(n log n)) and kept until more has come.
 *
 * What each figure is:
 * - A frame's time is that of the read that carried its last byte; the text in it has the same time.
 * - `firstTextMs`, `firstReasoningMs`: the first frame with a non-empty piece of it. A role alone is none.
 * - A burst: 5 frames or more in one read, after 200 ms or more without a byte. Models make frames one by
 *   one: so many at once had been made before and were held by something on the way. Fewer happen by
 *   chance, when the page or the network was busy for a moment.
 * - Gaps, stalls and the rate: figures.ts says what they are.
 */
import { figuresOf, gapsOf, rateOf, stallsOf, tokensOf, type Mark } from './figures.ts';
import { addChunk, createMessage } from './message.ts';
import type { MeasureInput, Meter, Timing } from './timing-types.ts';
import type { Message } from './types.ts';
import type { Usage } from './usage.ts';

const BURST_FRAMES = 5;
const BURST_SILENCE_MS = 200;

export function createMeter(): Meter {
	let headMs: number | undefined;
	let firstByteMs: number | undefined;
	let firstTextMs: number | undefined;
	let firstReasoningMs: number | undefined;
	let lastReadMs: number | undefined;
	let endMs: number | undefined;
	let hasEnded = false;
	let frameCount = 0;
	let readCount = 0;
	let byteCount = 0;
	// Times of the reads that completed a frame, for the gaps.
	const times: number[] = [];
	const bursts: Timing['bursts'][number][] = [];
	let firstMark: Mark | undefined;
	let lastMark: Mark | undefined;
	let usage: Usage | undefined;
	// Figures are only ever appended to, so the last `Timing` stands until something comes.
	let current: Timing | undefined;

	function read(atMs: number | undefined, byteLength: number, frames: number, message: Message) {
		current = undefined;
		const silenceMs = atMs === undefined ? 0 : atMs - (lastReadMs ?? 0);
		if (frames >= BURST_FRAMES && silenceMs >= BURST_SILENCE_MS) {
			bursts.push({ readIndex: readCount, frames, silenceMs });
		}
		readCount++;
		byteCount += byteLength;
		lastReadMs = atMs ?? lastReadMs;
		endMs = atMs ?? endMs;
		if (byteLength > 0) firstByteMs ??= atMs;
		if (frames > 0) addFrames(atMs, frames, message);
	}

	function addFrames(atMs: number | undefined, frames: number, message: Message) {
		frameCount += frames;
		usage = message.usage;
		if (atMs === undefined) return;
		times.push(atMs);
		const { deltas, characters, textCharacters, reasoningCharacters } = message.tally;
		if (textCharacters > 0) firstTextMs ??= atMs;
		if (reasoningCharacters > 0) firstReasoningMs ??= atMs;
		if (deltas === (lastMark?.deltas ?? 0)) return;
		lastMark = { atMs, deltas, characters };
		// Reads at one moment, as a coarse clock gives them, are one moment here.
		if (firstMark === undefined || firstMark.atMs === atMs) firstMark = lastMark;
	}

	function timing(): Timing {
		if (current !== undefined) return current;
		const [timeCount, burstCount] = [times.length, bursts.length];
		const silenceEndMs = hasEnded ? endMs : undefined;
		const gaps = once(() => gapsOf(times, timeCount));
		const sortedGaps = once(() => gaps().toSorted());
		const gapFigures = once(() => figuresOf(sortedGaps()));
		const stalls = once(() => stallsOf(times, gaps(), sortedGaps(), silenceEndMs));
		const burstsSoFar = once(() => bursts.slice(0, burstCount));
		return (current = {
			headMs,
			firstByteMs,
			firstTextMs,
			firstReasoningMs,
			endMs,
			frames: frameCount,
			reads: readCount,
			bytes: byteCount,
			rate: rateOf(firstMark, lastMark, tokensOf(usage, firstReasoningMs !== undefined)),
			get gaps() {
				return gapFigures();
			},
			get stalls() {
				return stalls();
			},
			get bursts() {
				return burstsSoFar();
			},
		});
	}

	return {
		head(atMs) {
			current = undefined;
			headMs = atMs;
			endMs ??= atMs;
		},
		read,
		end(atMs, frames, message) {
			current = undefined;
			hasEnded = true;
			endMs = atMs ?? endMs;
			if (frames === 0) return;
			// They belong to the last read, whose time is there already if it completed others.
			if (times.length > 0 && times[times.length - 1] === lastReadMs) times.pop();
			addFrames(lastReadMs, frames, message);
		},
		timing,
	};
}

/**
 * The same for a whole run at once. A frame belongs to the read that holds its last byte. (Live, a
 * frame that ends in a bare CR is known to have ended only with the read after.)
 */
export function measure({ headMs, reads, endMs, frames, meanings }: MeasureInput): Timing {
	const meter = createMeter();
	const message = createMessage();
	let bytes = 0;
	let next = 0;
	meter.head(headMs);
	for (const read of reads) {
		const first = next;
		bytes += read.bytes.length;
		for (; next < frames.length; next++) {
			const frame = frames[next];
			const meaning = meanings[next];
			if (!frame || !meaning || frame.end > bytes) break;
			addChunk(message, meaning);
		}
		meter.read(read.atMs, read.bytes.length, next - first, message);
	}
	if (endMs !== undefined) meter.end(endMs, 0, message);
	return meter.timing();
}

/** `make`'s result, worked out when first asked for. */
function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
