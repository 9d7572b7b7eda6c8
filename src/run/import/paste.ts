/**
 * A stream as it comes out of a terminal, a log, a notebook or a browser, brought back to what was sent.
 *
 * In      Text that is neither a recording nor a HAR.
 * Out     The text of the body, and a sentence for each thing that was done to it.
 * Rule    A repair is made only where every line fits it. What was sent is never reworded.
 */
import {
	fromChunkList,
	fromEventRows,
	fromJSONLines,
	shapeOf,
	type Repaired,
} from './chunk-lines.ts';
import { fromJSONSequence } from './json-sequence.ts';
import { endLastFrame } from './last-frame.ts';
import { fromQuotedLines, fromStringList } from './quoted.ts';

export interface Paste {
	readonly text: string;
	readonly repairs: readonly string[];
}

const FIELD = /^\uFEFF?(?:(?:data|event|id|retry)(?::|$)|:)/m;

/** Whether a line of it is one of an event stream. */
export function isStream(text: string): boolean {
	return FIELD.test(text);
}

const STEPS: readonly ((text: string) => Repaired | undefined)[] = [
	withoutFence,
	fromPythonBytes,
	fromQuotedLines,
	fromStringList,
	withoutQuotes,
	withoutEscapes,
	withoutPrefix,
	fromEventRows,
	fromJSONList,
	fromJSONLines,
	fromJSONSequence,
];

export function repairPaste(given: string): Paste {
	let text = given;
	const repairs: string[] = [];
	for (const step of STEPS) {
		const repaired = step(text);
		if (repaired === undefined) continue;
		text = repaired.text;
		repairs.push(repaired.repair);
	}
	return { text: repairs.length > 0 ? endLastFrame(text) : text, repairs };
}

function withoutFence(text: string): Repaired | undefined {
	const inner = /^\s*(```+|~~~+)[^\n`]*\n([\s\S]*?)\n?[ \t]*\1\s*$/.exec(text)?.[2];
	if (inner === undefined) return undefined;
	return { text: `${inner}\n`, repair: 'The Markdown code fence was removed.' };
}

/** `b'data: ...\n\n'`, a line for each piece, as `print(chunk)` writes it. */
function fromPythonBytes(text: string): Repaired | undefined {
	const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
	const inner = lines.map((line) => /^\s*b(['"])(.*)\1,?\s*$/.exec(line)?.[2]);
	if (inner.length === 0) return undefined;
	const pieces = inner.filter((one) => one !== undefined);
	if (pieces.length < inner.length) return undefined;
	const bytes = Uint8Array.from(
		pieces.flatMap((piece) => Array.from(unescaped(piece), (one) => one.charCodeAt(0)))
	);
	return {
		text: new TextDecoder().decode(bytes),
		repair: "Python's b'...' notation was decoded.",
	};
}

function unescaped(piece: string): string {
	const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };
	return piece.replace(/\\(?:x([\da-f]{2})|([\s\S]))/gi, (_, hex?: string, one = '') =>
		hex === undefined ? (named[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16))
	);
}

function withoutQuotes(text: string): Repaired | undefined {
	const [, quote, inner] = /^\s*(["'`])([\s\S]*)\1[,;]?\s*$/.exec(text) ?? [];
	if (inner === undefined || !/^(?:\\[nr]|\s)*(?:data|event|id|retry|:)/.test(inner))
		return undefined;
	const repair = 'The quotes around it were removed.';
	const whole = quote === '"' ? stringOf(`"${inner}"`) : undefined;
	return { text: whole ?? inner, repair };
}

function stringOf(literal: string): string | undefined {
	try {
		const value: unknown = JSON.parse(literal);
		return typeof value === 'string' ? value : undefined;
	} catch {
		return undefined; // Quotes, but not those of JSON.
	}
}

/** One line, in which line ends are written as `\n`. */
function withoutEscapes(text: string): Repaired | undefined {
	const line = text.trim();
	if (/[\r\n]/.test(line) || !/^(?:\\[rn])*(?:data|event|id|retry|:)/.test(line)) return undefined;
	if (!/\\n(?:\\r)?\\n/.test(line)) return undefined;
	const repair = 'Line ends written as "\\n" were restored.';
	const whole = /\\"/.test(line) && !/[^\\]"/.test(line) ? stringOf(`"${line}"`) : undefined;
	if (whole !== undefined) return { text: whole, repair };
	const end =
		/\\r\\n(?=\\r|\\n|data:|event:|id:|retry:|:|$)|\\n(?=\\r|\\n|data:|event:|id:|retry:|:|$)/g;
	return { text: line.replace(end, '\n'), repair };
}

/** What stands before "data:" in every such line: indentation, quoting, or what a log puts there. */
function withoutPrefix(text: string): Repaired | undefined {
	if (isStream(text)) return undefined;
	const lines = text.split(/\r\n?|\n/);
	const prefixes = lines.flatMap((line) => /^(.+?)data:/.exec(line)?.[1] ?? []);
	const shape = prefixes.length > 0 ? shapeOf(prefixes[0] ?? '') : '';
	if (shape === '' || /[{}]/.test(shape) || !prefixes.every((one) => shapeOf(one) === shape)) {
		return undefined;
	}
	const isBlank = shape.trim() === '';
	const bare = lines.flatMap((line) => {
		const at = line.search(/(?:data|event|id|retry):/);
		if (at > 0 && shapeOf(line.slice(0, at)) === shape) return [line.slice(at)];
		if (line.trim() === '' || shapeOf(line).trim() === shape.trim()) return [''];
		const comment = /^(.*?)(:[^\d].*)$/.exec(line);
		return comment !== null && shapeOf(comment[1] ?? '') === shape ? [comment[2] ?? ''] : [];
	});
	const hasBlankLines = bare.some((line, at) => line === '' && at < bare.length - 1);
	return {
		text: bare.join(hasBlankLines ? '\n' : '\n\n'),
		repair:
			(isBlank
				? 'The indentation was removed'
				: `Prefixes such as "${(prefixes[0] ?? '').trim()}" were removed from the start of each line`) +
			(hasBlankLines ? '.' : ', and missing blank lines between frames were added.'),
	};
}

function fromJSONList(text: string): Repaired | undefined {
	if (!/^\s*\[\s*\{/.test(text)) return undefined;
	try {
		return fromChunkList(JSON.parse(text));
	} catch {
		return undefined; // Not whole, or no JSON.
	}
}
