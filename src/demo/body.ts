/**
 * Reads a request's body as JSON, within limits that a client cannot get around.
 *
 * In      `content-length` is trusted only if it is over the limit; otherwise bytes are counted.
 * Out     The parsed value: finite numbers, no `__proto__` key, at most `MAX_DEPTH` levels.
 * Errors  `Refusal` 413 for a body over `MAX_BODY_BYTES`, 400 for anything else that is wrong with it.
 */
import { Refusal } from './refusal.ts';

export const MAX_BODY_BYTES = 1_048_576;
const MAX_DEPTH = 64;

export async function readJson(request: Request): Promise<unknown> {
	const text = new TextDecoder().decode(await readBody(request));
	if (text.trim() === '') {
		throw new Refusal({
			status: 400,
			message: 'The body is empty. Send a JSON object with `model` and `messages`.',
		});
	}
	const value = parse(text);
	check(value);
	return value;
}

async function readBody(request: Request): Promise<Uint8Array> {
	if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge();
	// `undefined` in Firefox, which has no `Request.body`; `null` if the request has no body.
	const body = request.body as Request['body'] | undefined;
	if (!body) {
		const bytes = new Uint8Array(await request.arrayBuffer());
		if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
		return bytes;
	}
	const joined: Uint8Array[] = [];
	let length = 0;
	const reader = body.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		length += value.length;
		if (length > MAX_BODY_BYTES) {
			await reader.cancel();
			throw tooLarge();
		}
		joined.push(value);
	}
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const piece of joined) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}

function tooLarge(): Refusal {
	return new Refusal({
		status: 413,
		message: `The body is over ${MAX_BODY_BYTES} bytes (1 MiB), which is the limit here. Send less.`,
		code: 'request_too_large',
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const where = cause instanceof Error ? ` (${cause.message})` : '';
		throw new Refusal({
			status: 400,
			message: `The body is not JSON${where}. Send a JSON object with \`model\` and \`messages\`.`,
		});
	}
}

/** Level by level, not recursive: a megabyte of `[` would overflow the stack before reaching the limit. */
function check(value: unknown) {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) {
			throw new Refusal({
				status: 400,
				message: `The JSON is nested deeper than ${MAX_DEPTH} levels. Flatten it.`,
			});
		}
		const next: unknown[] = [];
		for (const item of level) {
			if (typeof item === 'number' && !Number.isFinite(item)) {
				throw new Refusal({
					status: 400,
					message: 'The JSON has a number that is too large. Send one below 1.8e308.',
				});
			}
			if (typeof item !== 'object' || item === null) continue;
			if (Object.hasOwn(item, '__proto__')) {
				throw new Refusal({
					status: 400,
					message: 'The JSON has a key named `__proto__`, which is not allowed. Rename it.',
				});
			}
			for (const child of Object.values(item)) next.push(child);
		}
		level = next;
	}
}
