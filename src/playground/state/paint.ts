/** When the screen is drawn: however fast reads come, it shows one state a paint. */
export type SchedulePaint = (callback: () => void) => void;

/** Before the next paint; a hidden page does not paint, so there a timer stands in. */
export const atPaint: SchedulePaint = (callback) => {
	if (document.visibilityState === 'hidden') setTimeout(callback, 250);
	else requestAnimationFrame(callback);
};

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
