/** What a client passed to `fetch`, as plain data. The one place that knows the call forms of `fetch`. */
import { PROTOCOL_TABLE, protocolOf, type Protocol } from '../protocols/index.ts';
import type { HeaderList } from './key.ts';
import { isObject } from './shape.ts';
import type { RunOptions, SentBody } from './types.ts';

/** Still contains the key: only `createRecorder` keeps any of it. */
export interface SentRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: HeaderList;
	/** `undefined` where it is not a JSON object. */
	readonly body: SentBody | undefined;
}

export async function readSentRequest(
	input: Parameters<typeof fetch>[0],
	init: RequestInit | undefined
): Promise<SentRequest> {
	const request = typeof input === 'object' && 'headers' in input ? input : undefined;
	const body = init?.body ?? (await request?.clone().text());
	return {
		method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
		url: request?.url ?? String(input),
		headers: [...new Headers(init?.headers ?? request?.headers)],
		body: typeof body === 'string' ? parseBody(body) : undefined,
	};
}

/** Whether this is the request to record. A client may list models first, or report usage. */
export function isRunRequest({ method, url }: SentRequest, protocol: Protocol): boolean {
	return method === 'POST' && protocolOf(url) === protocol;
}

/** The request as the run itself would send it. Streamed, unless its body says otherwise. */
export function planRequest({
	baseURL,
	apiKey,
	protocol = 'chat',
	body,
}: RunOptions['request']): SentRequest {
	const { path, headers } = PROTOCOL_TABLE[protocol];
	const withKey = apiKey ? { authorization: `Bearer ${apiKey}`, ...headers } : headers;
	return {
		method: 'POST',
		url: `${baseURL.replace(/\/+$/, '')}${path}`,
		headers: Object.entries(withKey),
		body: { ...body, stream: body['stream'] ?? true },
	};
}

export function parseBody(text: string): SentBody | undefined {
	try {
		const body: unknown = JSON.parse(text);
		return isObject(body) ? body : undefined;
	} catch {
		return undefined; // Not JSON: sent as it is.
	}
}
