/**
 * Lets so many go on in each turn of the event loop, in the order they came. However many streams there are,
 * a new request is taken between two turns, and does not wait for a write of each.
 */
export type TakeTurn = () => Promise<void>;

/** `nextTurn` calls back in the next turn of the event loop, such as Node's `setImmediate`. */
export function createTurns(perTurn: number, nextTurn: (callback: () => void) => void): TakeTurn {
	const waiting: (() => void)[] = [];
	const start = () => {
		for (const go of waiting.splice(0, perTurn)) go();
		if (waiting.length > 0) nextTurn(start);
	};
	return () =>
		new Promise((resolve) => {
			if (waiting.push(resolve) === 1) nextTurn(start);
		});
}
