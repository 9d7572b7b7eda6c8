/** The frame that a place on the pulse stands for: the one that came nearest to that time. */
import { firstIndexWhere } from '../../chat/index.ts';
import type { Snapshot } from '../../run/index.ts';

type Run = Pick<Snapshot, 'frames' | 'arrivals' | 'recording'>;

/** When the last byte of a frame came; `undefined` where times are unknown, or there is no such frame. */
export function timeOf({ frames, arrivals, recording }: Run, frameIndex: number) {
	if (frameIndex < 0 || frameIndex >= frames.length) return undefined;
	return recording.reads[arrivals.of(frameIndex).last]?.atMs;
}

/** `undefined` where no frame has come, or times are unknown. */
export function frameAt(run: Run, atMs: number): number | undefined {
	const { frames } = run;
	const next = firstIndexWhere(frames, ({ index }) => (timeOf(run, index) ?? 0) >= atMs);
	const [before, after] = [timeOf(run, next - 1), timeOf(run, next)];
	if (after === undefined) return before === undefined ? undefined : next - 1;
	return before !== undefined && atMs - before < after - atMs ? next - 1 : next;
}
