/**
 * The runs that a page keeps in memory, so that any of them can be shown again or compared.
 *
 * In      Runs that have ended, newest first; how many there may be, and how much memory they may take.
 * Out     Those that stay. Pinned runs and the one on the screen always do; of the rest the oldest go first.
 * Units   bytes, estimated: the body, and what its frames and reads take (measured: see run/transcript.ts).
 */
import { graphemesOf } from '../../graphemes.ts';
import type { Recording, Snapshot } from '../../run/index.ts';
import type { Settings } from './settings.ts';

export interface Recut {
	/** `at line ends`. */
	readonly way: string;
	readonly of: Recording;
}

export interface KeptRun {
	/** The `runId` under which the session shows it. */
	readonly id: number;
	/** The prompt, or the file's name. */
	readonly title: string;
	readonly source: 'sent' | 'import';
	/** When it ended or was imported. */
	readonly keptAt: Date;
	/** As it was when it ended, with what the client made of it. */
	readonly snapshot: Snapshot;
	/** The settings it was sent with; unknown for an import. */
	readonly settings: Settings | undefined;
	/** Set if its reads were re-cut. */
	readonly recut: Recut | undefined;
	readonly isPinned: boolean;
}

export interface Limits {
	readonly maxRuns: number;
	readonly maxBytes: number;
}

export const LIMITS: Limits = { maxRuns: 20, maxBytes: 256_000_000 };

const BYTES_PER_FRAME = 750;
const BYTES_PER_READ = 250;

/** The approximate memory of a run. */
export function memoryOf({ recording, frames, letGo }: Snapshot): number {
	const gone = letGo ? letGo.frames.to - letGo.frames.from : 0;
	const body = recording.reads.reduce((sum, { bytes }) => sum + bytes.length, 0);
	// Most frames are views into the reads. Their text is held beside them.
	return (
		2 * body + BYTES_PER_FRAME * (frames.length - gone) + BYTES_PER_READ * recording.reads.length
	);
}

/** @param shownId The run on the screen: it stays. */
export function withinLimits(
	runs: readonly KeptRun[],
	shownId: number,
	{ maxRuns, maxBytes }: Limits = LIMITS
): readonly KeptRun[] {
	const stays = ({ id, isPinned }: KeptRun) => isPinned || id === shownId;
	// Count those that always stay first; the others share the rest.
	let runsLeft = maxRuns - runs.filter(stays).length;
	let bytesLeft = maxBytes;
	for (const run of runs) if (stays(run)) bytesLeft -= memoryOf(run.snapshot);
	return runs.filter((run) => {
		if (stays(run)) return true;
		runsLeft--;
		bytesLeft -= memoryOf(run.snapshot);
		return runsLeft >= 0 && bytesLeft >= 0;
	});
}

const LONGEST_TITLE = 40;

/** One line, in quotes. Cut between characters as readers see them, never inside one. */
export function shorten(title: string): string {
	const line = title.replace(/\s+/g, ' ').trim();
	const characters = Array.from(graphemesOf(line.slice(0, 400)));
	if (characters.length <= LONGEST_TITLE) return `“${line}”`;
	const start = characters.slice(0, LONGEST_TITLE - 1).map(({ segment }) => segment);
	return `“${start.join('').trimEnd()}…”`;
}
