import { nextTask } from './next-task.ts';

/** When the screen is drawn: however fast reads come, it shows one state a paint. */
export type SchedulePaint = (callback: () => void) => void;

/** Before the next paint; a hidden page does not paint, so there a timer stands in. */
export const atPaint: SchedulePaint = (callback) => {
	if (document.visibilityState === 'hidden') setTimeout(callback, 250);
	else requestAnimationFrame(callback);
};

/** Times the last drawing: so all of them take a third of the time at most. */
const REST = 2;

/** From one drawing to the next, at least: to the eye, text that grows 30 times a second flows as it does at 60. */
const LEAST_MS = 25;

/** A rest this short ends before the next paint anyhow, and a timer may be late for it. */
const SHORT_REST_MS = 10;

/**
 * Draws at every second paint of a usual screen, and leaves at least twice as long a time between drawings as the last
 * one took, with its style, layout and paint: so that what arrives is read, and a press on Stop answered, however slow
 * the machine and long the text.
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
			const endMs = now();
			readyMs = Math.max(startMs + LEAST_MS, endMs + REST * (endMs - startMs));
		};
		const drawSoon = () => schedulePaint(() => void draw());
		const waitMs = readyMs - now();
		if (waitMs > SHORT_REST_MS) setTimeout(drawSoon, waitMs);
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
