/** The text that the frames of an answer bring, also where the last of them is cut. For tests that read what a program printed. */
export function textInFrames(frames: string): string {
	const pieces = frames.matchAll(/"content":("(?:[^"\\]|\\.)*")/g);
	return Array.from(pieces, ([, piece]) => JSON.parse(piece!) as string).join('');
}
