/** Numbers as the page shows them: short, with units, in figures that line up. */
import type { LetGo } from '../run/index.ts';

/** 248 ms, 4.12 s, 61.4 s. `undefined` where the time is unknown. */
export function formatMs(ms: number | undefined): string {
	if (ms === undefined) return '–';
	if (ms < 999.5) return `${Math.round(ms)} ms`;
	return `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)} s`;
}

/** 212 B, 11.2 KB, 5.00 MB; a KB is 1,000 bytes, as in browsers' network panels. */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	// Where rounding makes 1000.0 KB of it, it is a megabyte.
	if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} KB`;
	return `${(bytes / 1_000_000).toFixed(2)} MB`;
}

/** 1 frame, 2 frames, 10,000 frames. */
export function count(n: number, noun: string): string {
	return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

/** What a run no longer holds: `Frames 65 to 875,000 (41.2 MB) are no longer kept: …`. */
export function letGoText({ frames, bytes }: LetGo): string {
	const [first, last] = [frames.from + 1, frames.to].map((frame) => frame.toLocaleString('en'));
	const start = frames.to > frames.from ? `Frames ${first} to ${last}` : 'The last bytes';
	const size = bytes > 0 ? ` (${formatBytes(bytes)})` : '';
	return (
		`${start}${size} are no longer kept: the run is longer than a page should hold. ` +
		(bytes > 0
			? 'The text is complete; an export lacks them.'
			: 'The text and an export are complete.')
	);
}

/** Why something cannot be done over such a run. */
export function needsAll(what: string): string {
	return `${what} need every byte of a run, and this one is longer than the page keeps.`;
}
