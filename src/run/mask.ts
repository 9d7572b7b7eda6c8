/**
 * Keeps secrets out of what a run records, wherever they are echoed.
 *
 * In      The secrets of a run: the API key, what the client really sent as one, a password in the URL.
 * Out     Text and bytes in which each is overwritten with a fill character, as many as it was long:
 *         so that every offset, frame boundary and `Content-Length` stays true.
 * Limits  See `secret-search.ts` for what is found. Of a key that a model spells out over deltas, only parts
 *         of `RUN` characters are: no model is ever sent the key, unless the reader writes it into a message.
 * Source  Servers that echo keys: OpenAI and vLLM gateways quote them in 401 bodies, undici quotes an
 *         invalid `Authorization` header in its TypeError.
 */
import { createByteMask, type ByteMask } from './byte-mask.ts';
import { byteString, createSecretSearch } from './secret-search.ts';

/**
 * Shorter secrets are not looked for: they are placeholders ("EMPTY", "ollama", "none"), and masking
 * each "test" in an answer would spoil evidence to protect nothing. 7 is LiteLLM's "sk-1234".
 */
export const SHORTEST_SECRET = 7;

export interface Mask {
	/** The text with every secret overwritten; the same length. */
	text(text: string): string;
	/** JSON with every secret in its names and values overwritten. */
	json<T>(value: T): T;
	/** For bytes that come in reads. */
	bytes(): ByteMask;
	/** So many characters of a text's end may be the start of a secret. */
	readonly reach: number;
}

export interface TextMask {
	push(piece: string): void;
	text(): string;
}

export function createMask(given: readonly (string | undefined)[]): Mask {
	const trimmed = given.map((secret) => secret?.trim() ?? '');
	const secrets = [...new Set(trimmed)].filter((secret) => secret.length >= SHORTEST_SECRET);
	const fill = fillFor(secrets);
	const search = createSecretSearch(secrets, (characters) => characters);

	function text(whole: string): string {
		const { ranges } = search.find(whole);
		if (ranges.length === 0) return whole;
		const units = whole.split('');
		for (const [from, to] of ranges) units.fill(fill, from, to);
		return units.join('');
	}

	function masked(value: unknown): unknown {
		if (typeof value === 'string') return text(value);
		if (Array.isArray(value)) return value.map(masked);
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, content]) => [text(name), masked(content)])
			);
		}
		// A key of digits only, sent as a number somewhere.
		const digits = String(value);
		return text(digits) === digits ? value : text(digits);
	}

	return {
		text,
		// Only characters change; a number that contains a secret becomes text, and no type of ours has one.
		json: <T>(value: T) => masked(value) as T,
		reach: search.reach,
		bytes: () => createByteMask(createSecretSearch(secrets, byteString), fill.charCodeAt(0)),
	};
}

/** For text that comes in pieces. `mask` is asked each time: secrets may come up meanwhile. */
export function createTextMask(mask: () => Mask): TextMask {
	// Only the tail can still become part of a secret, so only it is searched again.
	let settled = '';
	let tail = '';

	return {
		push(piece) {
			const { text, reach } = mask();
			const joined = tail + piece;
			const cut = Math.max(0, joined.length - reach);
			settled += text(joined).slice(0, cut);
			tail = joined.slice(cut);
		},
		text: () => settled + mask().text(tail),
	};
}

/** A character that no secret has: then no text with it in it can be, or become, a secret. */
function fillFor(secrets: readonly string[]): string {
	const candidates =
		'*x-_.#+~^=:;,!?$@|ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwyz0123456789';
	return [...candidates].find((one) => !secrets.some((text) => text.includes(one))) ?? '*';
}
