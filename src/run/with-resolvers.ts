/** `Promise.withResolvers()`, which is newer than our baseline. */
export function withResolvers<T>(): PromiseWithResolvers<T> {
	// Filled while the promise is made.
	const settle = {} as Omit<PromiseWithResolvers<T>, 'promise'>;
	const promise = new Promise<T>((resolve, reject) => {
		Object.assign(settle, { resolve, reject });
	});
	return { promise, ...settle };
}
