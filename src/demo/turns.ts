/**
 * Lets at most `perTurn` waiters continue in each turn of the event loop, first come, first served. So a new
 * request is handled between two turns, and does not have to wait for a write of every open stream.
 */
export type TakeTurn = () => Promise<void>;

/** @param nextTurn Calls back in the next turn of the event loop, like Node's `setImmediate`. */
export function createTurns(perTurn: number, nextTurn: (callback: () => void) => void): TakeTurn {
	const waiting: (() => void)[] = [];
	const start = () => {
		for (const resolve of waiting.splice(0, perTurn)) resolve();
		if (waiting.length > 0) nextTurn(start);
	};
	return () =>
		new Promise((resolve) => {
			if (waiting.push(resolve) === 1) nextTurn(start);
		});
}
