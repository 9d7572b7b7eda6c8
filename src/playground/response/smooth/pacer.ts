/**
 * Runs the printed `smooth.js` on a growing text, and measures how far behind it is.
 *
 * In      The whole text so far, each time it has grown, and its state.
 * Out     The text to show now. It changes at most once per paint.
 * Units   Milliseconds of `now`.
 *
 * A text that does not start with the previous one (a replay that jumped back) is shown at once, and
 * smoothing continues from there.
 */
import type { smooth } from '../../../examples/browser/smooth.js';
import { createStore } from 'zustand/vanilla';
import type { SmoothMode, SchedulePaint, ReadonlyStore } from '../../state/index.ts';
import { oncePerPaint, readOnly } from '../../state/index.ts';

/** `cut`: stopped or failed. Nothing more will arrive, and everything received is shown at once. */
export type TextState = 'growing' | 'whole' | 'cut';

/** The store's state is the text to show now. */
export interface Pacer extends ReadonlyStore<string> {
	push(text: string, state: TextState): void;
	/** How long the oldest character not yet shown has been waiting. */
	behindMs(): number;
	/** The longest that any character of this text has waited. */
	mostMs(): number;
	close(): void;
}

interface Options {
	smooth: typeof smooth;
	by: Exclude<SmoothMode, 'off'>;
	/** Text that is already shown: only what comes after it is smoothed. */
	from: string;
	now: () => number;
	schedulePaint: SchedulePaint;
}

export function createPacer({ smooth: run, by, from, now, schedulePaint }: Options): Pacer {
	const store = createStore(() => from);
	let text = from;
	let shownLength = from.length;
	let mostMs = 0;
	// For text not yet shown: where each addition ends, and when it arrived.
	let arrivals: { end: number; atMs: number }[] = [];
	let isFinished = false;
	const show = () => store.setState(text.slice(0, shownLength), true);
	const showSoon = oncePerPaint(schedulePaint, show);
	let feed = startFeed();

	function startFeed() {
		const source = createFeed();
		void play(source);
		return source;
	}

	async function play(source: ReturnType<typeof createFeed>) {
		for await (const piece of run(source.texts(), { by })) {
			// The text was replaced, and this loop with it.
			if (source !== feed) return;
			shownLength += piece.length;
			mostMs = Math.max(mostMs, waitedMs(shownLength - piece.length));
			arrivals = arrivals.filter(({ end }) => end > shownLength);
			showSoon();
		}
	}

	function push(next: string, state: TextState) {
		if (isFinished && next === text) return;
		if (isFinished || state === 'cut' || !next.startsWith(text)) restart(next);
		else if (next.length > text.length) {
			arrivals.push({ end: next.length, atMs: now() });
			feed.push(next.slice(text.length));
			text = next;
		}
		if (state === 'growing') return;
		isFinished = true;
		feed.end();
	}

	function restart(next: string) {
		feed.end();
		text = next;
		shownLength = next.length;
		arrivals = [];
		mostMs = 0;
		isFinished = false;
		feed = startFeed();
		show();
	}

	function waitedMs(offset: number): number {
		const oldest = arrivals.find(({ end }) => end > offset);
		return oldest === undefined ? 0 : now() - oldest.atMs;
	}

	return {
		...readOnly(store),
		push,
		behindMs: () => waitedMs(shownLength),
		mostMs: () => mostMs,
		close: () => feed.end(),
	};
}

/** A queue: an async iterable over what is pushed. */
function createFeed() {
	const queue: string[] = [];
	let isOver = false;
	let wake: (() => void) | undefined;

	async function* texts() {
		while (true) {
			if (queue.length > 0) yield queue.splice(0).join('');
			else if (isOver) return;
			else await new Promise<void>((resolve) => (wake = resolve));
		}
	}

	return {
		texts,
		push: (text: string) => {
			queue.push(text);
			wake?.();
		},
		end: () => {
			isOver = true;
			wake?.();
		},
	};
}
