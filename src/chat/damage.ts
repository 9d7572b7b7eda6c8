/**
 * What data that is not JSON is instead: the usual ways in which servers, proxies and terminals damage a stream.
 *
 * In      The data of a frame, or text that stands in the stream without being data.
 * Out     A clause that names it, for "it is not JSON: ..."; `undefined` where nothing is recognised.
 */
import { jsonBreak } from './json-break.ts';
import { looseValueAt } from './loose-value.ts';
import { isLooseDone } from './sentinel.ts';
import { isHtml, webPage } from './web-page.ts';
import { plural, quote } from './wording.ts';

export function damageOf(text: string): string | undefined {
	return CHECKS.reduce<string | undefined>((found, check) => found ?? check(text), undefined);
}

/** The first match names the damage, so the more telling ones are listed first. */
const CHECKS: readonly ((text: string) => string | undefined)[] = [
	(text) => (isHtml(text, undefined) ? `it is ${webPage(text)}` : undefined),
	lostBlankLines,
	(text) =>
		/^\s*data:/.test(text) ? 'it is wrapped twice: the value starts with `data:` again' : undefined,
	(text) =>
		/\\n\\?n?(data|event|id):|\\n\\n|^\s*["'][^"]*data: ?\{?\\?"/.test(text) &&
		/data:|\\"/.test(text)
			? 'it is an event stream escaped as a JSON string, with `\\n` in place of line breaks'
			: undefined,
	(text) =>
		/&(quot|#34|#x22|lt|#123);/i.test(text) && !text.includes('"')
			? 'its quotes are escaped for HTML, as `&quot;`'
			: undefined,
	oddSpace,
	(text) =>
		/^\s*[{[]\s*\\"/.test(text)
			? 'its quotes are escaped, as `\\"`: JSON was put into a string once too often'
			: undefined,
	python,
	(text) =>
		isBase64(text) ? 'it is base64: the stream was encoded as if it were not text' : undefined,
	twoValues,
	(text) => {
		const word = /[:,[]\s*(NaN|-?Infinity|undefined)\b/.exec(text)?.[1];
		return word && `it holds \`${word}\`, which is not JSON`;
	},
	(text) =>
		/^\s*[{[]\s*[\u2018\u2019\u201C\u201D]/.test(text)
			? 'its quotes are typographic: something treated the text as prose'
			: undefined,
	(text) =>
		/^\s*[^\s{["'\d-]/.test(text) && !/^(true|false|null)\b/.test(text.trim())
			? `it is plain text, ${quote(text)}`
			: undefined,
];

/** Each data line is JSON by itself: the blank lines between them were lost. */
function lostBlankLines(text: string): string | undefined {
	const lines = text
		.split(/\r\n|\n|\r/)
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const values = lines.map((line) => line.replace(/^data:\s*/, '')).filter((line) => line !== '');
	if (values.length < 2) return undefined;
	// The last line may be incomplete.
	const whole = values.slice(0, -1);
	if (!whole.every((value) => isLooseDone(value) || isJSON(value))) return undefined;
	if (!/^[{[]/.test(values[0] ?? '')) return undefined;
	return `the blank lines between its ${plural(values.length, 'data line')} are missing, so by the standard they are one frame`;
}

const SPACES: Readonly<Record<string, string>> = {
	'\u00A0': 'a no-break space (U+00A0)',
	'\u202F': 'a narrow no-break space (U+202F)',
	'\u2007': 'a figure space (U+2007)',
	'\u3000': 'an ideographic space (U+3000)',
	'\u200B': 'a zero-width space (U+200B)',
	'\u2028': 'a line separator (U+2028)',
	'\u0085': 'a next-line character (U+0085)',
	'\uFEFF': 'a byte order mark (U+FEFF)',
};

/** A character that looks like a space, or is invisible, where JSON allows none. */
function oddSpace(text: string): string | undefined {
	const at = jsonBreak(text);
	const name = at === undefined ? undefined : SPACES[text[at] ?? ''];
	return name && `${name} is where JSON allows only a plain space`;
}

function python(text: string): string | undefined {
	const clause = "it is Python's repr of the value, not JSON: the server forgot `json.dumps`";
	if (/^\s*b?['"]?[A-Z]\w*\(\w+=/.test(text) || /^\s*b'/.test(text)) return clause;
	if (!/^\s*[{[(]/.test(text)) return undefined;
	return looseValueAt(text, 0)?.isPython ? clause : undefined;
}

/** Base64 of what begins with `{"`, `{ `, `[{`, `data:`, `event:` or `id:`. */
function isBase64(text: string): boolean {
	const bare = text.replaceAll(/\s/g, '');
	return /^(eyJ|eyA|ewo|W3s|ZGF0|ZXZl|aWQ6)[A-Za-z0-9+/_-]{8,}={0,2}$/.test(bare);
}

function twoValues(text: string): string | undefined {
	const at = jsonBreak(text);
	if (at === undefined || at === 0 || !isJSON(text.slice(0, at))) return undefined;
	const next = text.slice(at);
	if (/^\s*data:/.test(next))
		return 'two data lines are on one line: the line break between them is missing';
	if (/^[{["]/.test(next)) return 'two JSON values are on one line';
	return `a complete value is followed by ${quote(next)}`;
}

function isJSON(text: string): boolean {
	return jsonBreak(text) === undefined;
}

/** What a body is if it cannot be an event stream at all, decoded as UTF-8; `undefined` if it may be one. */
export function bodyDamageOf(text: string): string | undefined {
	const start = text.slice(0, 4000);
	if (start.startsWith('\u001F\uFFFD')) {
		return 'its bytes are gzip (they start with 1f 8b), but no `Content-Encoding` header says so';
	}
	if (start.startsWith('(\uFFFD/\uFFFD')) {
		return 'its bytes are Zstandard (they start with 28 b5 2f fd), but no `Content-Encoding` header says so';
	}
	if (
		['x\u0001', 'x^', 'x\uFFFD'].some((magic) => start.startsWith(magic)) &&
		start.includes('\uFFFD', 2)
	) {
		return 'its bytes are compressed (zlib), but no `Content-Encoding` header says so';
	}
	if (start.includes('\0') && /[a-z{<]\0|\0[a-z{<]/i.test(start)) {
		return 'its bytes are UTF-16, but an event stream is UTF-8';
	}
	if (isNoText(start)) {
		return 'its bytes are not text: they may be compressed (Brotli has no mark of its own) or encrypted';
	}
	const [first = ''] = start.trimStart().split(/\r\n|\n|\r/);
	const odd =
		/^([\u00A0\u202F\u2007\u3000\u200B]+)data/.exec(text) ??
		/\n([\u00A0\u202F\u2007\u3000\u200B]+)data:/.exec(start);
	if (odd)
		return `${SPACES[odd[1]?.[0] ?? '']} comes before \`data:\`, so the line is not a data line`;
	if (
		/^["'](data|event|id|:)/.test(first) ||
		/^(data|event|id):.*\\n\\n(data|event|id):/.test(first)
	) {
		return 'it is an event stream escaped as a JSON string, with `\\n` in place of line breaks';
	}
	if (/^b['"]/.test(first)) return "it is Python's repr of bytes, `b'...'`, not the bytes";
	if (
		isBase64(start.slice(0, 200).replace(/[^A-Za-z0-9+/=_\s-][\s\S]*$/, '')) &&
		!/[{}:"]/.test(start)
	) {
		return 'it is base64: the stream was encoded as if it were not text';
	}
	if (/^(Data|DATA|Event|EVENT|data ):? ?/.test(first) && /[{[]/.test(first)) {
		return `its lines start with ${quote(first.slice(0, first.indexOf(':') + 1))}, but field names are lower case, with the colon right after them`;
	}
	if (/^[ \t]+(data|event):/.test(start.replace(/^(\r\n|\n|\r)+/, ''))) {
		return 'its lines are indented, but a field name must start its line';
	}
	return /^(data:|event:|id:)/.test(first) ? dataLines(start) : undefined;
}

/** Data lines without a single blank line to end a frame. */
function dataLines(text: string): string | undefined {
	const lines = text.trim().split(/\r\n|\n|\r/);
	// Where blank lines stand, frames end.
	if (lines.includes('')) return undefined;
	const data = lines
		.filter((line) => line.startsWith('data:'))
		.map((line) => line.slice('data:'.length).trim());
	return lostBlankLines(data.join('\n'));
}

/** Many bytes that no UTF-8 text has. A text in another encoding has some, but its fields can be read. */
function isNoText(start: string): boolean {
	const odd = start.match(/\uFFFD|(?!\s)\p{Cc}/gu)?.length ?? 0;
	return odd > start.length / 5 && !/^(data|event|id|retry)?:/m.test(start);
}
