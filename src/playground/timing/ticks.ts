/**
 * The ticks of the pulse: one for each moment in which bytes came, as high as there were many, in the colour of what
 * they brought. Moments that would run together share a tick.
 *
 * Cost    Only what came since it was asked last, as long as the scale is the same.
 * Units   Positions in the drawing's own units, of `COLUMNS`.
 */
import type { Snapshot } from '../../run/index.ts';
import { labelOf, type Span } from '../frames/index.ts';

/** Width and height of the drawing in its own units. */
export const COLUMNS = 800;
export const HEIGHT = 64;

/** A tick for so many units: on a wide screen, and where the drawing is a third as wide. */
const WIDTHS = { fine: 3, coarse: 9 } as const;

export type Grain = keyof typeof WIDTHS;

type Tone = Span['tone'];

/** Where several things share a tick, the first of these gives its colour. */
const LOUDEST: readonly Tone[] = ['error', 'tool', 'reasoning', 'text', 'usage', 'end', 'plain'];

interface Moment {
	bytes: number;
	tone: Tone;
}

export interface TickPath {
	readonly grain: Grain;
	readonly tone: Tone;
	/** For the `d` of a path. */
	readonly d: string;
}

export function createTicks() {
	let moments = new Map<number, Moment>();
	let first: unknown;
	let scaleMs = 0;
	let readCount = 0;
	let frameCount = 0;

	/** A run without times has a tick for each frame, evenly spaced. */
	return (snapshot: Snapshot | undefined, spanMs: number, isTimed: boolean): TickPath[] => {
		if (!snapshot) return [];
		const { recording, frames, meanings, arrivals } = snapshot;
		const { reads } = recording;
		const isSameRun =
			isTimed && first === reads[0] && reads.length >= readCount && frames.length >= frameCount;
		if (isSameRun && scaleMs !== spanMs && snapshot.letGo) {
			// Those that are no longer kept stay where they were.
			moments = rescaled(moments, scaleMs / spanMs);
		} else if (!isSameRun || scaleMs !== spanMs) {
			moments = new Map();
			readCount = 0;
			frameCount = 0;
		}
		[first, scaleMs] = [reads[0], spanMs];

		const columnOf = (read: number) => ((reads[read]?.atMs ?? 0) / spanMs) * COLUMNS;
		if (isTimed) {
			for (; readCount < reads.length; readCount++) {
				const { atMs, bytes } = reads[readCount] ?? {};
				if (atMs !== undefined) add(moments, columnOf(readCount), bytes?.length ?? 0, 'quiet');
			}
		}
		for (; frameCount < frames.length; frameCount++) {
			const meaning = meanings[frameCount];
			if (meaning?.kind === 'let-go') continue;
			const { tone } = labelOf(meaning);
			const column = isTimed
				? columnOf(arrivals.of(frameCount).last)
				: ((frameCount + 1) / (frames.length + 1)) * COLUMNS;
			add(moments, column, isTimed ? 0 : (frames[frameCount]?.raw.length ?? 0), tone);
		}
		return [...pathsOf(moments, 'fine'), ...pathsOf(moments, 'coarse')];
	};
}

function rescaled(moments: ReadonlyMap<number, Moment>, by: number): Map<number, Moment> {
	const scaled = new Map<number, Moment>();
	for (const [column, { bytes, tone }] of moments) add(scaled, column * by, bytes, tone);
	return scaled;
}

function add(moments: Map<number, Moment>, column: number, bytes: number, tone: Tone): void {
	const at = Math.min(COLUMNS - 1, Math.floor(column / WIDTHS.fine) * WIDTHS.fine);
	const moment = moments.get(at);
	if (!moment) moments.set(at, { bytes, tone });
	else {
		moment.bytes += bytes;
		moment.tone = louder(moment.tone, tone);
	}
}

function louder(a: Tone, b: Tone): Tone {
	return LOUDEST.find((tone) => tone === a || tone === b) ?? a;
}

/** A path for all ticks of a colour. The highest is the moment with the most bytes; roots keep the others in sight. */
function pathsOf(moments: ReadonlyMap<number, Moment>, grain: Grain): TickPath[] {
	const shared = new Map<number, Moment>();
	for (const [column, { bytes, tone }] of moments) {
		const at = Math.floor(column / WIDTHS[grain]) * WIDTHS[grain];
		const moment = shared.get(at);
		if (!moment) shared.set(at, { bytes, tone });
		else shared.set(at, { bytes: moment.bytes + bytes, tone: louder(moment.tone, tone) });
	}
	const most = Math.max(1, ...Array.from(shared.values(), ({ bytes }) => bytes));
	const paths = new Map<Tone, string>();
	for (const [column, { bytes, tone }] of shared) {
		const share = 0.12 + 0.88 * Math.sqrt(bytes / most);
		const tick = `M${column} ${HEIGHT}V${(HEIGHT * (1 - share)).toFixed(1)}`;
		paths.set(tone, (paths.get(tone) ?? '') + tick);
	}
	return Array.from(paths, ([tone, d]) => ({ grain, tone, d }));
}
