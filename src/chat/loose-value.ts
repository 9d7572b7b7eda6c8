/**
 * A value as JSON or as Python's `repr` writes it, read out of the middle of a text. Gateways put a backend's
 * error into their own message as it is: `Error code: 400 - {'error': {'message': "...", 'param': None}}`.
 *
 * Out     The value, and where it ends. What is cut short is closed where the text ends.
 * Limits  64 levels deep; `undefined` past that, and for anything that is neither language.
 * Units   UTF-16 offsets.
 */
export interface LooseValue {
	readonly value: unknown;
	/** Exclusive. */
	readonly end: number;
	/** Whether it has Python syntax that JSON lacks: single quotes, `None`, `True`, a tuple. */
	readonly isPython: boolean;
}

const MAX_DEPTH = 64;
const WORDS = new Map<string, unknown>([
	['true', true],
	['false', false],
	['null', null],
	['True', true],
	['False', false],
	['None', null],
]);
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Thrown and caught in this file: the text is neither JSON nor Python. */
class NotAValue extends Error {}

export function looseValueAt(text: string, from: number): LooseValue | undefined {
	let at = from;
	let isPython = false;
	try {
		const value = takeValue(0);
		return { value, end: at, isPython };
	} catch (error) {
		if (error instanceof NotAValue) return undefined;
		throw error;
	}

	function takeValue(depth: number): unknown {
		skipSpace();
		const char = text[at] ?? '';
		if (depth > MAX_DEPTH) throw new NotAValue();
		if (char === '{') return takeObject(depth);
		if (char === '[' || char === '(') return takeList(char, depth);
		if (char === '"' || char === "'") return takeString(char);
		return takeWord();
	}

	function takeObject(depth: number): unknown {
		const object: Record<string, unknown> = {};
		at++;
		while (!closes('}')) {
			const key = takeValue(depth + 1);
			skipSpace();
			if (at < text.length && text[at++] !== ':') throw new NotAValue();
			const value = at < text.length ? takeValue(depth + 1) : undefined;
			// Defined, not set: a key may be `__proto__`.
			Object.defineProperty(object, String(key), { value, enumerable: true, configurable: true });
			skipComma('}');
		}
		return object;
	}

	function takeList(opener: string, depth: number): unknown[] {
		const list: unknown[] = [];
		const closer = CLOSERS[opener] ?? ']';
		if (opener === '(') isPython = true;
		at++;
		while (!closes(closer)) {
			list.push(takeValue(depth + 1));
			skipComma(closer);
		}
		return list;
	}

	function takeString(quote: string): string {
		let value = '';
		if (quote === "'") isPython = true;
		for (at++; at < text.length && text[at] !== quote; at++) {
			if (text[at] !== '\\') {
				value += text[at];
				continue;
			}
			at++;
			const escaped = text[at] ?? '';
			const length = { u: 4, x: 2, U: 8 }[escaped];
			const code = length && Number.parseInt(text.slice(at + 1, at + 1 + length), 16);
			if (length && code !== undefined && code <= 0x10ffff) {
				value += String.fromCodePoint(code);
				at += length;
			} else value += ESCAPES[escaped] ?? escaped;
		}
		at++;
		return value;
	}

	function takeWord(): unknown {
		const word = /^[\w.+-]+/.exec(text.slice(at, at + 64))?.[0] ?? '';
		at += word.length;
		if (WORDS.has(word)) {
			if (/^[TFN]/.test(word)) isPython = true;
			return WORDS.get(word);
		}
		if (word !== '' && Number.isFinite(Number(word))) return Number(word);
		throw new NotAValue();
	}

	function closes(closer: string): boolean {
		skipSpace();
		if (at >= text.length) return true;
		if (text[at] !== closer) return false;
		at++;
		return true;
	}

	function skipComma(closer: string) {
		skipSpace();
		if (text[at] === ',') at++;
		else if (at < text.length && text[at] !== closer) throw new NotAValue();
	}

	function skipSpace() {
		while (/\s/.test(text[at] ?? '')) at++;
	}
}
