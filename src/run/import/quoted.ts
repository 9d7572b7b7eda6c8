/**
 * A stream that was printed as strings: a quoted string a line, or one JSON list of strings.
 *
 * In      Text in which every line, or every item, is such a string: a frame, a data line, or the data alone.
 * Out     The stream, and the sentence that says so; or `undefined`.
 */
import { frame, isChunk, parsed, type Repaired } from './chunk-lines.ts';

const FIELD = /^(?:data|event|id|retry|):/;

export function fromQuotedLines(text: string): Repaired | undefined {
	const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
	if (lines.length < 2) return undefined;
	return fromStrings(lines.map(unquoted), 'It was strings, one a line; their quotes were removed.');
}

export function fromStringList(text: string): Repaired | undefined {
	if (!/^\s*\[\s*"/.test(text)) return undefined;
	const list = parsed(text);
	if (!Array.isArray(list)) return undefined;
	return fromStrings(list, 'It was a JSON list of strings; they are shown without quotes.');
}

function unquoted(line: string): unknown {
	const bare = line.trim().replace(/[,;]$/, '');
	if (bare.startsWith('"')) return parsed(bare);
	return /^'(.*)'$/
		.exec(bare)?.[1]
		?.replaceAll(/\\r(?=\\n)|\\n/g, (end) => (end === '\\n' ? '\n' : ''));
}

function fromStrings(strings: readonly unknown[], repair: string): Repaired | undefined {
	const frames = strings.map((one) => (typeof one === 'string' ? frameOf(one) : undefined));
	return frames.includes(undefined) ? undefined : { text: frames.join(''), repair };
}

function frameOf(text: string): string | undefined {
	if (FIELD.test(text)) return /\n\r?\n$/.test(text) ? text : `${text.trimEnd()}\n\n`;
	return text === '[DONE]' || isChunk(parsed(text)) ? frame(text) : undefined;
}
