/**
 * Walks one block of Markdown and finds each piece of its text in its source.
 *
 * How     A token of Marked has its source text, but not the position, and inside quotes and lists not the
 *         line prefixes. So the lines of each token are searched in order, from the end of the previous
 *         token, since there is only markup between the two.
 */
import type { Token, Tokens } from 'marked';
import { IMAGE_WORD, known, nameSource, piecesOf, unescape } from '../markdown-text.ts';
import type { Segment, Span } from './text-map.ts';

export interface MappedBlock {
	readonly shown: string;
	readonly segments: readonly Segment[];
}

/** Marked resolves some entities itself; then only `raw` still has them. */
function textPieces({ raw, text }: Tokens.Text) {
	const asSent = piecesOf(raw);
	const isAll = asSent.map(({ shown }) => shown).join('') === unescape(text);
	return isAll ? asSent : piecesOf(text);
}

/** The segments of one top-level block, with offsets from its start. */
export function mapBlock(token: Token): MappedBlock {
	const walk = createWalk(token.raw);
	walk.token(token, 0, token.raw.length);
	return { shown: walk.shown(), segments: walk.segments };
}

function createWalk(source: string) {
	const segments: Segment[] = [];
	let shown = '';

	function add(text: string, start: number, end: number) {
		if (text === '') return;
		const from = shown.length;
		shown += text;
		segments.push({ shown: { start: from, end: shown.length }, source: { start, end } });
	}

	/** @returns The token's end in the source, where the search for the next one starts. */
	function token(one: Token, from: number, to: number): number {
		const it = known(one);
		const place = locate(it.raw, from, to);
		const { start, end } = place ?? { start: from, end: to };
		switch (it.type) {
			case 'text':
				if (it.tokens) tokens(it.tokens, start, end);
				else pieces(textPieces(it), start, end);
				break;
			case 'paragraph':
			case 'heading':
			case 'strong':
			case 'em':
			case 'del':
			case 'blockquote':
			case 'link':
				tokens(it.tokens ?? [], start, end);
				break;
			case 'escape':
			case 'codespan':
			case 'code':
				pieces([{ raw: it.text, shown: it.text }], codeStart(it, start, end), end);
				break;
			case 'list':
				list(it, start, end);
				break;
			case 'table':
				table(it, start, end);
				break;
			case 'image':
				add(IMAGE_WORD, start, Math.min(start + 2, end));
				pieces(piecesOf(nameSource(it)), start, end);
				break;
			case 'br':
			case 'hr':
			case 'space':
			case 'def':
			case 'checkbox':
				break;
			default:
				pieces([{ raw: it.raw, shown: it.raw }], start, end);
		}
		return place?.end ?? Math.max(from, segments.at(-1)?.source.end ?? 0);
	}

	function tokens(all: readonly Token[], from: number, to: number) {
		let at = from;
		for (const one of all) at = Math.min(token(one, at, to), to);
	}

	function list({ items }: Tokens.List, from: number, to: number) {
		let at = from;
		for (const item of items) {
			const { start, end } = locate(item.raw, at, to) ?? { start: at, end: to };
			// Skip the marker, or the number in `1. 1 apple` would be mapped to it.
			const marker = /^\s*(?:[*+-]|\d{1,9}[.)])(?:\s+|$)/;
			const width = marker.exec(source.slice(start, end))?.[0].length ?? 0;
			tokens(item.tokens, start + width, end);
			at = end;
		}
	}

	function table({ raw, header, rows }: Tokens.Table, from: number, to: number) {
		let at = from;
		const rowsIn = raw.split('\n').map((line) => {
			const place = locate(line, at, to) ?? { start: at, end: to };
			at = place.end;
			return place;
		});
		// The second line is the delimiter row.
		for (const [i, cells] of [header, undefined, ...rows].entries()) {
			const line = rowsIn[i] ?? { start: at, end: to };
			const places = cellsIn(line);
			for (const [column, cell] of (cells ?? []).entries()) {
				// Only within its own cell: `a \\| b` is shown as `a | b`, which the next two cells may contain.
				const place = places[column] ?? { start: line.end, end: line.end };
				tokens(cell.tokens, place.start, place.end);
			}
		}
	}

	/** The ranges of a row's cells: between bars that are not escaped. */
	function cellsIn({ start, end }: Span): Span[] {
		const cells: Span[] = [];
		let from = source[start] === '|' ? start + 1 : start;
		for (let at = from; at < end; at++) {
			if (source[at] === '\\') at++;
			else if (source[at] === '|') {
				cells.push({ start: from, end: at });
				from = at + 1;
			}
		}
		return [...cells, { start: from, end }];
	}

	/** Text that is shown unchanged, and entities. */
	function pieces(all: readonly { raw: string; shown: string }[], from: number, to: number) {
		let at = from;
		for (const { raw, shown: text } of all) {
			if (raw === text) at = lines(text, at, to);
			else {
				const place = locate(raw, at, to) ?? { start: at, end: at };
				add(text, place.start, place.end);
				at = place.end;
			}
		}
	}

	function lines(text: string, from: number, to: number): number {
		let at = from;
		for (const [i, line] of text.split('\n').entries()) {
			if (i > 0) {
				const lineEnd = source.indexOf('\n', at);
				const next = lineEnd === -1 || lineEnd >= to ? at : lineEnd + 1;
				add('\n', at, next);
				at = next;
			}
			const found = source.indexOf(line, at);
			if (found !== -1 && found + line.length <= to) {
				add(line, found, found + line.length);
				at = found + line.length;
			} else at = characters(line, at, to);
		}
		return at;
	}

	/** Character by character, for when part of the source is not shown, as in `a \| b` in a table. */
	function characters(line: string, from: number, to: number): number {
		let at = from;
		for (const character of line) {
			const isSpace = /\s/.test(character);
			let found = at;
			const fits = () =>
				isSpace ? /\s/.test(source[found] ?? '') : source.startsWith(character, found);
			while (found < to && !fits()) found++;
			if (found < to) {
				add(character, found, found + character.length);
				at = found + character.length;
			} else add(character, at, at);
		}
		return at;
	}

	function locate(raw: string, from: number, to: number): Span | undefined {
		let start: number | undefined;
		let at = from;
		for (const line of raw.split('\n')) {
			const text = line.trim();
			if (text === '') continue;
			const found = source.indexOf(text, at);
			if (found === -1 || found + text.length > to) return undefined;
			start ??= withLead(line, found, from);
			at = found + text.length;
		}
		// Only white space, as between two emphasised words.
		if (start === undefined) {
			const found = source.indexOf(raw, from);
			if (found === -1 || found + raw.length > to) return undefined;
			return { start: found, end: found + raw.length };
		}
		return { start, end: withSpace(raw, at, to) };
	}

	/** Includes a token's leading white space, if the source has it there. */
	function withLead(line: string, found: number, from: number): number {
		const lead = line.slice(0, line.length - line.trimStart().length);
		const start = found - lead.length;
		return start >= from && source.startsWith(lead, start) ? start : found;
	}

	/** Includes a token's trailing white space, so that the next one starts after it. */
	function withSpace(raw: string, at: number, to: number): number {
		const space = raw.slice(raw.trimEnd().length);
		return at + space.length <= to && source.startsWith(space, at) ? at + space.length : at;
	}

	/** Skips the opening line of a fence, whose language may be the same as the start of the code. */
	function codeStart(it: Token, start: number, end: number): number {
		if (it.type !== 'code' || !/^\s*(```|~~~)/.test(it.raw)) return start;
		const lineEnd = source.indexOf('\n', start);
		return lineEnd === -1 || lineEnd >= end ? start : lineEnd + 1;
	}

	return { segments, shown: () => shown, token };
}
