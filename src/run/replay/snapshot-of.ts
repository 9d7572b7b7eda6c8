/**
 * A recording as a snapshot: as it ended, or as it was at a moment.
 *
 * Units   ms since the request was sent. What has no time, or an earlier one, comes with what came before it,
 *         so a recording without times is all there at 0.
 */
import { takeSnapshot } from '../snapshot.ts';
import { createTranscript } from '../transcript.ts';
import type { Recording, Snapshot } from '../types.ts';

/** The run as it was `untilMs` after sending, or all of it. At once, without timers. */
export function snapshotOf(recording: Recording, untilMs = Infinity): Snapshot {
	const { response, reads, end } = recording;
	const transcript = createTranscript(recording);
	let lastMs = 0;
	const isDue = ({ atMs = lastMs }: { atMs: number | undefined }) => {
		lastMs = Math.max(lastMs, atMs);
		return lastMs <= untilMs;
	};
	const head = response && isDue(response) ? response : undefined;
	if (head) transcript.head(head);
	for (const read of reads) {
		if (!isDue(read)) break;
		transcript.push(read);
	}
	if (end && isDue(end)) {
		transcript.finish(end);
		return takeSnapshot('ended', recording, transcript);
	}
	const phase = transcript.reads.length > 0 ? 'streaming' : 'waiting';
	const soFar = { ...recording, response: head, reads: transcript.reads, end: undefined };
	return takeSnapshot(phase, soFar, transcript);
}
