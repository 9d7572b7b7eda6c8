/** Where a key stands in a request: in `Authorization`, or in a header of its own. */

export type KeyHeader = 'x-api-key';

export function keyHeaders(apiKey: string, header: KeyHeader | undefined): Record<string, string> {
	return header === undefined ? { Authorization: `Bearer ${apiKey}` } : { 'X-API-Key': apiKey };
}

/** A `fetch` that moves the key of each request into `header`: clients know `Authorization` alone. */
export function withKeyHeader(fetch: typeof globalThis.fetch, header: KeyHeader | undefined) {
	if (header === undefined) return fetch;
	const moved: typeof fetch = (input, init) => {
		const request = typeof input === 'object' && 'headers' in input ? input : undefined;
		const headers = new Headers(init?.headers ?? request?.headers);
		const sent = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
		if (sent === undefined) return fetch(input, init);
		headers.delete('authorization');
		headers.set(header, sent);
		return fetch(input, { ...init, headers });
	};
	return moved;
}
