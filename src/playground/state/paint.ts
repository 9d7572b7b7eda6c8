import { nextTask } from './next-task.ts';

/** When the screen is drawn: however fast reads come, it shows one state a paint. */
export type SchedulePaint = (callback: () => void) => void;

/** Before the next paint; a hidden page does not paint, so there a timer stands in. */
export const atPaint: SchedulePaint = (callback) => {
	if (document.visibilityState === 'hidden') setTimeout(callback, 250);
	else requestAnimationFrame(callback);
};

/** A drawing that is this quick needs no rest after it: half of the time between two paints. */
const QUICK_MS = 8;

/**
 * Leaves as long a time between drawings as the last one took, with its style, layout and paint: so that what
 * arrives is read, and a press on Stop answered, however slow the machine and long the text.
 */
export function unhurried(
	schedulePaint: SchedulePaint,
	now = () => performance.now()
): SchedulePaint {
	let readyMs = 0;
	return (callback) => {
		const draw = async () => {
			const startMs = now();
			callback();
			// It comes when all of this is on the screen.
			await nextTask();
			const tookMs = now() - startMs;
			readyMs = tookMs > QUICK_MS ? now() + tookMs : 0;
		};
		const drawSoon = () => schedulePaint(() => void draw());
		const waitMs = readyMs - now();
		if (waitMs > 0) setTimeout(drawSoon, waitMs);
		else drawSoon();
	};
}

/** Calls `callback` once before the next paint, however often it is asked to until then. */
export function oncePerPaint(schedulePaint: SchedulePaint, callback: () => void): () => void {
	let isScheduled = false;
	return () => {
		if (isScheduled) return;
		isScheduled = true;
		schedulePaint(() => {
			isScheduled = false;
			callback();
		});
	};
}
