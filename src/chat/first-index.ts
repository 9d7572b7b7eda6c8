/**
 * Binary search: the index of the first item that passes, or `length` where none does. Every item after one
 * that passes must pass too.
 *
 * @param length Of `items`, so many are searched.
 */
export function firstIndexWhere<T>(
	items: ArrayLike<T>,
	passes: (item: T) => boolean,
	length = items.length
): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		// Below `length`, so there is one.
		if (passes(items[middle] as T)) high = middle;
		else low = middle + 1;
	}
	return low;
}
