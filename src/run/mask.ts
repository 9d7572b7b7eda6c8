/**
 * Keeps the key out of what a run records, wherever it is echoed.
 *
 * In      The secrets of a run: the API key, what the client really sent as one, a password in the URL.
 * Out     Text and bytes in which each is written over with a fill character, as many as it was long:
 *         so that every offset, frame border and `Content-Length` stays true.
 * Limits  A secret is found as it is, as JSON writes it and as a URL writes it, over read borders too.
 *         It is not found where a model spells it out over several deltas: no model is ever sent
 *         the key, unless the reader puts it into the message.
 * Source  Servers that echo keys: OpenAI and vLLM gateways quote them in 401 bodies, undici quotes an
 *         invalid `Authorization` header in its TypeError.
 */
import { createByteMask, type ByteMask } from './byte-mask.ts';

/**
 * Shorter secrets are not looked for: they are placeholders ("EMPTY", "ollama", "none"), and writing
 * over each "test" in an answer would spoil evidence to protect nothing. 7 is LiteLLM's "sk-1234".
 */
export const SHORTEST_SECRET = 7;

export interface Mask {
	/** The text with every secret written over; the same length. */
	text(text: string): string;
	/** JSON with every secret in its names and values written over. */
	json(value: unknown): unknown;
	/** For bytes that come in reads. */
	bytes(): ByteMask;
	/** So many characters of a text's end may be the start of a secret. */
	readonly reach: number;
}

export interface TextMask {
	push(piece: string): void;
	text(): string;
}

export function createMask(secrets: readonly (string | undefined)[]): Mask {
	const spellings = [...new Set(secrets.flatMap((secret) => spellingsOf(secret?.trim() ?? '')))];
	// Longest first, so that the spelling with escapes goes before a shorter one inside it.
	spellings.sort((a, b) => b.length - a.length);
	const fill = fillFor(spellings);
	const patterns = spellings.map((spelling) => new TextEncoder().encode(spelling));
	const reach = Math.max(0, ...spellings.map((spelling) => spelling.length - 1));

	function text(given: string): string {
		let masked = given;
		for (const spelling of spellings) {
			masked = masked.replaceAll(spelling, fill.repeat(spelling.length));
		}
		return masked;
	}

	function json(value: unknown): unknown {
		if (typeof value === 'string') return text(value);
		if (Array.isArray(value)) return value.map(json);
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, content]) => [text(name), json(content)])
			);
		}
		// A key of digits only, sent as a number somewhere.
		const digits = String(value);
		return text(digits) === digits ? value : text(digits);
	}

	return {
		text,
		json,
		reach,
		bytes: () => createByteMask(patterns, fill.charCodeAt(0), SHORTEST_SECRET),
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
			const joined = text(tail + piece);
			const cut = Math.max(0, joined.length - reach);
			settled += joined.slice(0, cut);
			tail = joined.slice(cut);
		},
		text: () => settled + tail,
	};
}

/** A secret as it is, in JSON by the usual encoders, and in a URL. One string for most keys. */
function spellingsOf(secret: string): string[] {
	if (secret.length < SHORTEST_SECRET) return [];
	const json = JSON.stringify(secret).slice(1, -1);
	// As Python (all that is not ASCII), Go (also <, > and &) and PHP (also /) write it.
	const python = escape(json, /[^ -~]/g);
	const go = escape(json, /[<>&]/g);
	const php = python.replaceAll('/', '\\/');
	const url = encodeURIComponent(secret.toWellFormed());
	return [secret, json, python, go, php, url];
}

function escape(json: string, characters: RegExp): string {
	return json.replace(
		characters,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
}

/** A character that no spelling has: then no text with it in it can be, or become, a secret. */
function fillFor(spellings: readonly string[]): string {
	const candidates =
		'*x-_.#+~^=:;,!?$@|ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwyz0123456789';
	return [...candidates].find((one) => !spellings.some((text) => text.includes(one))) ?? '*';
}
