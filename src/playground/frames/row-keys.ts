/**
 * React keys for the rows of a virtual list, so that a fast run writes other text into the rows it has
 * in place of making each anew.
 *
 * In      The frames to draw, in order, at each drawing.
 * Out     A key for each. A frame that was drawn before keeps its key, and with it its element, its focus and its
 *         state. Where none was, the rows of the last drawing are used again, in their order: nothing moves.
 */
export function createRowKeys() {
	let keys = new Map<number, number>();
	let next = 0;

	return function keysOf(
		frames: readonly number[],
		mayReuse: boolean
	): ReadonlyMap<number, number> {
		const isOther = !frames.some((frame) => keys.has(frame));
		const free = mayReuse && isOther ? [...keys.values()].values() : undefined;
		keys = new Map(
			frames.map((frame) => [frame, keys.get(frame) ?? free?.next().value ?? next++] as const)
		);
		return keys;
	};
}
