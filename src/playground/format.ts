/** Numbers as the page shows them: short, with units, in figures that line up. */

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
