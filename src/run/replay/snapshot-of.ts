/**
 * A recording as a snapshot: of its end, or of a given moment.
 *
 * Units   ms since the request was sent. An event without a time, or with an earlier one, counts as
 *         simultaneous with the one before it, so a recording without times is complete at 0.
 */
import { takeSnapshot } from '../snapshot.ts';
import { createTranscript } from '../transcript.ts';
import type { Recording, Snapshot } from '../types.ts';

/** The run as it was `untilMs` after sending, or all of it. */
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
