/**
 * Where a text stops being JSON.
 *
 * Engines word this differently ("at position 5", "at line 1 column 6", no place at all) and change
 * their words, so the place is found here. Runs only after `JSON.parse` has refused the text.
 *
 * Source  RFC 8259, sections 2 to 7: the grammar that `JSON.parse` takes.
 * In      Any string.
 * Out     The offset of the first character that no JSON text could have there; the text's length
 *         where it ends too early; `undefined` where it is JSON.
 * Units   UTF-16 offsets, as JavaScript strings count.
 * Cost    One pass, in a loop: a million open brackets do not overflow the stack.
 */

/** What the grammar allows next; `rest` follows a whole value. */
type Expect = 'value' | 'first-item' | 'key' | 'first-key' | 'colon' | 'rest';

export function jsonBreak(text: string): number | undefined {
	const closers: ('}' | ']')[] = [];
	let expect: Expect = 'value';
	let at = 0;

	for (;;) {
		skip(isSpace);
		const closer = closers.at(-1);
		if (expect === 'rest') {
			if (closer === undefined) return at === text.length ? undefined : at;
			if (take(',')) expect = closer === '}' ? 'key' : 'value';
			else if (take(closer)) closers.pop();
			else return at;
		} else if (expect === 'colon') {
			if (!take(':')) return at;
			expect = 'value';
		} else if ((expect === 'first-key' && take('}')) || (expect === 'first-item' && take(']'))) {
			closers.pop();
			expect = 'rest';
		} else if (expect === 'key' || expect === 'first-key') {
			if (!takeString()) return at;
			expect = 'colon';
		} else if (take('{')) {
			closers.push('}');
			expect = 'first-key';
		} else if (take('[')) {
			closers.push(']');
			expect = 'first-item';
		} else if (takeScalar()) expect = 'rest';
		else return at;
	}

	// Each `take` moves `at` past its match; a failed one leaves `at` at the error.

	function take(char: string): boolean {
		if (text[at] !== char) return false;
		at++;
		return true;
	}

	function skip(fits: (code: number) => boolean): number {
		const from = at;
		while (fits(text.charCodeAt(at))) at++;
		return at - from;
	}

	// Chosen by the first character: a value that fails midway must not be tried as another kind.
	function takeScalar(): boolean {
		if (text[at] === '"') return takeString();
		if (text[at] === '-' || isDigit(text.charCodeAt(at))) return takeNumber();
		return takeWord();
	}

	function takeString(): boolean {
		if (!take('"')) return false;
		for (;;) {
			skip(isPlain);
			if (take('"')) return true;
			if (!take('\\')) return false;
			if (take('u')) {
				for (let digit = 0; digit < 4; digit++) {
					if (!isHex(text.charCodeAt(at))) return false;
					at++;
				}
			} else if (at < text.length && '"\\/bfnrt'.includes(text.charAt(at))) at++;
			else return false;
		}
	}

	function takeNumber(): boolean {
		take('-');
		if (!take('0') && skip(isDigit) === 0) return false;
		if (take('.') && skip(isDigit) === 0) return false;
		if (take('e') || take('E')) {
			if (!take('+')) take('-');
			return skip(isDigit) > 0;
		}
		return true;
	}

	function takeWord(): boolean {
		const word = ['true', 'false', 'null'].find(([first]) => first === text[at]);
		if (word === undefined) return false;
		for (const char of word) if (!take(char)) return false;
		return true;
	}
}

// `charCodeAt` past the end is NaN, which fits none of these.
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isHex = (code: number) =>
	isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
/** A character that a JSON string may contain unescaped: no quote, backslash or control character. */
const isPlain = (code: number) => code >= 0x20 && code !== 0x22 && code !== 0x5c;
