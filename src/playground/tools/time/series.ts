/**
 * The data of the plot: how much had arrived by when.
 *
 * Out     Lines over time, the time of each frame, and marked moments. `undefined` if no times are known,
 *         as for a pasted stream.
 * Units   ms since the request was sent; characters are UTF-16 units.
 * Cost    One pass over the frames.
 */
import { firstIndexWhere } from '../../../chat/index.ts';
import type { Meaning, PartName, Timing } from '../../../chat/index.ts';
import type { Snapshot } from '../../../run/index.ts';

export interface Series {
	/** The times at which something arrived, strictly ascending, from 0 to the end. */
	readonly timesMs: readonly number[];
	/** Characters of text that had arrived by each of these times, for all choices together. */
	readonly text: readonly number[];
	/** The same for reasoning; `undefined` if there was none. */
	readonly reasoning: readonly number[] | undefined;
	/** Tokens, if the server reported usage on more than one frame. `null` at times without a report. */
	readonly tokens: readonly (number | null)[] | undefined;
	readonly frames: FrameTimes;
	readonly endMs: number;
	readonly marks: readonly Mark[];
	readonly stalls: Timing['stalls'];
	readonly bursts: readonly (Timing['bursts'][number] & { readonly atMs: number })[];
}

/** By frame index. */
export interface FrameTimes {
	/** NaN if unknown. */
	readonly atMs: Float64Array;
	/** The read with its last byte. */
	readonly read: Uint32Array;
	/** Characters of text and reasoning that it brought. */
	readonly characters: Uint32Array;
}

export interface Mark {
	readonly kind: 'first-byte' | 'first-text' | 'end';
	readonly atMs: number;
}

export function seriesOf(snapshot: Snapshot): Series | undefined {
	const { timing, meanings, recording } = snapshot;
	const { firstByteMs, firstTextMs, endMs, stalls, bursts } = timing;
	if (endMs === undefined || firstByteMs === undefined) return undefined;

	const frames = frameTimesOf(snapshot);
	const text = broughtBy(snapshot, 'text');
	const reasoning = broughtBy(snapshot, 'reasoning');
	const lines = linesOf(frames.atMs, { text, reasoning, tokens: meanings.map(tokensOf) }, endMs);
	const reportCount = lines.tokens.filter((tokens) => tokens !== null).length;
	const marks: Mark[] = [{ kind: 'first-byte', atMs: firstByteMs }];
	if (firstTextMs !== undefined) marks.push({ kind: 'first-text', atMs: firstTextMs });
	if (recording.end) marks.push({ kind: 'end', atMs: endMs });

	return {
		...lines,
		reasoning: lines.reasoning.at(-1) === 0 ? undefined : lines.reasoning,
		tokens: reportCount > 1 ? lines.tokens : undefined,
		frames,
		endMs,
		marks,
		stalls,
		bursts: bursts.map(({ readIndex, frames: count, silenceMs }) => ({
			readIndex,
			frames: count,
			silenceMs,
			atMs: recording.reads[readIndex]?.atMs ?? 0,
		})),
	};
}

/** When each frame arrived, and in which read. Also for runs without times. */
export function frameTimesOf(snapshot: Snapshot): FrameTimes {
	const text = broughtBy(snapshot, 'text');
	const reasoning = broughtBy(snapshot, 'reasoning');
	const { atMs, read } = readsOf(snapshot);
	return { atMs, read, characters: text.map((characters, i) => characters + (reasoning[i] ?? 0)) };
}

function readsOf({ frames, arrivals, recording }: Snapshot) {
	const read = Uint32Array.from(frames, (_, index) => arrivals.of(index).last);
	// A read without a time gets that of the one before it.
	let lastMs = NaN;
	const readMs = recording.reads.map(({ atMs }) => (lastMs = atMs ?? lastMs));
	return { atMs: Float64Array.from(read, (index) => readMs[index] ?? NaN), read };
}

/** Characters that each frame brought to one part, for all choices together. */
function broughtBy({ frames, message }: Snapshot, part: Extract<PartName, 'text' | 'reasoning'>) {
	const brought = new Uint32Array(frames.length);
	for (const { links } of message.choices) {
		const { frames: from, ends } = links[part];
		from.forEach((frame, i) => {
			brought[frame] = (brought[frame] ?? 0) + (ends[i] ?? 0) - (ends[i - 1] ?? 0);
		});
	}
	return brought;
}

function linesOf(
	atMs: Float64Array,
	brought: { text: Uint32Array; reasoning: Uint32Array; tokens: (number | null)[] },
	endMs: number
) {
	interface Point {
		readonly ms: number;
		text: number;
		reasoning: number;
		tokens: number | null;
	}
	let last: Point = { ms: 0, text: 0, reasoning: 0, tokens: null };
	const points = [last];
	const add = (ms: number) => {
		if (ms > last.ms) points.push((last = { ...last, ms, tokens: null }));
	};
	atMs.forEach((ms, i) => {
		if (!Number.isNaN(ms)) add(ms);
		last.text += brought.text[i] ?? 0;
		last.reasoning += brought.reasoning[i] ?? 0;
		last.tokens = brought.tokens[i] ?? last.tokens;
	});
	add(endMs);
	return {
		timesMs: points.map(({ ms }) => ms),
		text: points.map(({ text }) => text),
		reasoning: points.map(({ reasoning }) => reasoning),
		tokens: points.map(({ tokens }) => tokens),
	};
}

function tokensOf(meaning: Meaning): number | null {
	const tokens: unknown = meaning.kind === 'chunk' ? meaning.usage?.completion_tokens : undefined;
	return typeof tokens === 'number' ? tokens : null;
}

/** The frame nearest to a time; the first of several at the same time. `undefined` without frames. */
export function frameNear(atMs: Float64Array, ms: number): number | undefined {
	const at = firstIndexWhere(atMs, (frameMs) => frameMs >= ms);
	const [before, after] = [atMs[at - 1], atMs[at]];
	if (after === undefined && before === undefined) return undefined;
	if (before === undefined || (after !== undefined && after - ms < ms - before)) return at;
	return atMs.indexOf(before);
}
