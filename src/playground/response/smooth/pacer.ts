/**
 * Runs the printed `smooth.js` over a text that grows on the page, and says how far behind it is.
 *
 * In      The whole text so far, each time it has grown, and how it stands.
 * Out     So much of it as is to be shown; it changes once a paint at most.
 * Units   Milliseconds of `now`.
 *
 * A text that does not start with the one before (a replay that jumped back) is shown as it is, and smoothing
 * continues from there.
 */
import type { smooth } from '../../../examples/browser/smooth.js';
import { createStore } from 'zustand/vanilla';
import type { SmoothMode, SchedulePaint, ReadonlyStore } from '../../state/index.ts';
import { oncePerPaint, readOnly } from '../../state/index.ts';

/** `cut`: stopped or failed. Nothing more comes, and what has come is shown at once. */
export type TextState = 'growing' | 'whole' | 'cut';

/** The state is the text to be shown now. */
export interface Pacer extends ReadonlyStore<string> {
	push(text: string, state: TextState): void;
	/** How long the oldest character that is not shown has waited. */
	behindMs(): number;
	/** The most that any has waited, of the text that is shown now. */
	mostMs(): number;
	close(): void;
}

interface Options {
	smooth: typeof smooth;
	by: Exclude<SmoothMode, 'off'>;
	/** Of a text that is there already only the growth is smoothed. */
	from: string;
	now: () => number;
	schedulePaint: SchedulePaint;
}

export function createPacer({ smooth: run, by, from, now, schedulePaint }: Options): Pacer {
	const store = createStore(() => from);
	let text = from;
	let shownLength = from.length;
	let mostMs = 0;
	// Of what is not shown: where each growth ends, and when it came.
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
			// The text has been replaced, and with it what this one feeds.
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

/** From pushed to pulled: an async iterable over what is pushed. */
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
