/** Lets a client read a response, and collects the text it makes of it. */
import type { TextMask } from './mask.ts';
import type { SentRequest } from './sent-request.ts';
import type { Client, ClientOptions, ClientResult } from './types.ts';

export interface RunningClient {
	result(): ClientResult;
	/** Asks it to end. A client stuck in an await of its own does not hear it. */
	leave(): void;
}

interface ClientEvents {
	text(): void;
	end(): void;
}

export function runClient(
	client: Client,
	options: ClientOptions,
	{ mask, clean }: { mask: TextMask; clean(text: string): string },
	on: ClientEvents
): RunningClient {
	let iterator: AsyncIterator<string> | undefined;
	let ended: ClientResult['ended'];
	let error: string | undefined;

	async function collect() {
		try {
			iterator = client(options)[Symbol.asyncIterator]();
			for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
				// The reader's own code may yield anything; what it is should be seen, not hidden.
				mask.push(String(next.value));
				on.text();
			}
			ended = 'returned';
		} catch (thrown) {
			ended = 'threw';
			error = clean(messageOf(thrown));
		}
		on.end();
	}

	async function leave() {
		try {
			await iterator?.return?.();
		} catch {
			// It has been left, and what it throws now with it.
		}
	}

	// Not before the caller holds what is returned: a client may call `fetch` straight away.
	void Promise.resolve().then(collect);
	return { result: () => ({ text: mask.text(), ended, error }), leave: () => void leave() };
}

/** The runtime's own words; with the cause's, where the real ones are (undici's "fetch failed"). */
export function messageOf(thrown: unknown): string {
	if (!(thrown instanceof Error)) return String(thrown);
	const { message, name, cause } = thrown;
	const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
	const reason = cause instanceof Error ? cause.message || code : undefined;
	const text = message || name;
	if (!reason || text.includes(reason)) return text;
	return `${text.replace(/\.$/, '')}: ${reason}`;
}

/** The client of a run without one: sends the request, and leaves the reading to the run. */
export const sendOnly = ({ method, url, headers, body }: SentRequest): Client =>
	async function* ({ fetch, signal }) {
		await fetch(url, {
			method,
			headers: { 'content-type': 'application/json', ...Object.fromEntries(headers) },
			body: JSON.stringify(body),
			signal,
		});
		yield* [];
	};
