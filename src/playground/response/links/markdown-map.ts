/**
 * Where the characters of drawn Markdown stand in its source.
 *
 * In      The source, as `Markdown.tsx` draws it.
 * Out     A `TextMap`. Its `shown` is the text of the drawn elements, in order: a test holds the two together,
 *         and a view that finds another text on the screen does not use the map.
 * Cost    A block is mapped once, when first asked for; then a question costs the walk over the blocks.
 * How     Marked keeps of each token the source it was read from, but not where, and within quotes and lists
 *         without their prefixes. So a token's lines are looked for in order, from where the one
 *         before it ended: between the two there is only markup.
 * Length  One walk over a block, a case for each thing that Marked knows.
 */
import type { Token, Tokens } from 'marked';
import { createBlockReader } from '../markdown-blocks.ts';
import { IMAGE_WORD, nameSource, piecesOf, unescape } from '../markdown-text.ts';
import { shownOf, sourceOf } from './text-map.ts';
import type { Segment, Shift, Span, TextMap } from './text-map.ts';

interface MappedBlock {
	readonly shown: string;
	readonly segments: readonly Segment[];
}

/** @returns A function for one growing text; blocks that have settled are not mapped again. */
export function createMarkdownMapper(): (text: string, isFinal: boolean) => TextMap {
	const read = createBlockReader();
	const mapped = new WeakMap<Token, MappedBlock>();

	return (text, isFinal) => {
		const toText = lineEndsOf(text);
		let shown = '';
		const placed = read(text, isFinal).map(({ start, token }) => {
			let block = mapped.get(token);
			if (block === undefined) mapped.set(token, (block = mapBlock(token)));
			const shift: Shift = { shown: shown.length, source: start };
			shown += block.shown;
			return { segments: block.segments, shift, end: shown.length };
		});
		return {
			shown,
			toSource: (offset) => {
				const block = placed.find(({ end }) => end > offset);
				const found = block && sourceOf(block.segments, offset, block.shift);
				return found && { start: toText.original(found.start), end: toText.original(found.end) };
			},
			toShown: (source) => {
				const start = toText.read(source.start);
				const end = toText.read(source.end);
				let found: Span | undefined;
				for (const { segments, shift } of placed) {
					const part = shownOf(segments, { start: start - shift.source, end: end - shift.source });
					if (part === undefined) continue;
					found = {
						start: found?.start ?? part.start + shift.shown,
						end: part.end + shift.shown,
					};
				}
				return found;
			},
		};
	};
}

/** Blocks are read with a CR LF as one character; this goes between their offsets and the text's. */
function lineEndsOf(text: string) {
	// Where the characters after each CR LF start, as the blocks count.
	const after = [...text.matchAll(/\r\n/g)].map(({ index }, i) => index + 1 - i);
	const countUpTo = (limit: (at: number, i: number) => boolean) => {
		const i = after.findIndex((at, position) => !limit(at, position));
		return i === -1 ? after.length : i;
	};
	return {
		original: (offset: number) => offset + countUpTo((at) => at <= offset),
		read: (offset: number) => offset - countUpTo((at, i) => at + i < offset),
	};
}

/** Marked resolves some entities itself: then `raw` alone still has them. */
function textPieces({ raw, text }: Tokens.Text) {
	const asSent = piecesOf(raw);
	const isAll = asSent.map(({ shown }) => shown).join('') === unescape(text);
	return isAll ? asSent : piecesOf(text);
}

/** The segments of one top-level block, its offsets from its own start. */
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

	/** @returns Where the token ends in the source: where to look for the next. */
	function token(it: Token, from: number, to: number): number {
		const place = locate(it.raw, from, to);
		const { start, end } = place ?? { start: from, end: to };
		switch (it.type) {
			case 'text':
				if (it.tokens) tokens(it.tokens, start, end);
				else pieces(textPieces(it as Tokens.Text), start, end);
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
				list(it as Tokens.List, start, end);
				break;
			case 'table':
				table(it as Tokens.Table, start, end);
				break;
			case 'image':
				add(IMAGE_WORD, start, Math.min(start + 2, end));
				pieces(piecesOf(nameSource(it as Tokens.Image)), start, end);
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
			// Past the marker, or the number of `1. 1 apple` would be taken for what it says.
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
		// The second line is the rule between head and body.
		for (const [i, cells] of [header, undefined, ...rows].entries()) {
			const line = rowsIn[i] ?? { start: at, end: to };
			const places = cellsIn(line);
			for (const [column, cell] of (cells ?? []).entries()) {
				// Within its own cell: `a \\| b` is drawn as `a | b`, which the next two cells may spell.
				const place = places[column] ?? { start: line.end, end: line.end };
				tokens(cell.tokens, place.start, place.end);
			}
		}
	}

	/** Where the cells of a table's row stand: between bars that no backslash escapes. */
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

	/** Text that is drawn as it is, or an entity that stands for it. */
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

	/** Character by character: some of the source is left out on the screen, as in `a \| b` of a table. */
	function characters(line: string, from: number, to: number): number {
		let at = from;
		for (const character of line) {
			const isSpace = /\s/.test(character);
			let found = at;
			const fits = () =>
				isSpace ? /\s/.test(source[found]!) : source.startsWith(character, found);
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
		// White space alone, as between two emphasised words.
		if (start === undefined) {
			const found = source.indexOf(raw, from);
			if (found === -1 || found + raw.length > to) return undefined;
			return { start: found, end: found + raw.length };
		}
		return { start, end: withSpace(raw, at, to) };
	}

	/** A token's white space is its own, where the source has it: the text before it has ended. */
	function withLead(line: string, found: number, from: number): number {
		const lead = /^\s*/.exec(line)![0];
		const start = found - lead.length;
		return start >= from && source.startsWith(lead, start) ? start : found;
	}

	/** A token's white space at its end is its own: the next one starts after it. */
	function withSpace(raw: string, at: number, to: number): number {
		const space = /\s*$/.exec(raw)![0];
		return at + space.length <= to && source.startsWith(space, at) ? at + space.length : at;
	}

	/** Past the line of a fence, whose language could be what the code begins with. */
	function codeStart(it: Token, start: number, end: number): number {
		if (it.type !== 'code' || !/^\s*(```|~~~)/.test(it.raw)) return start;
		const lineEnd = source.indexOf('\n', start);
		return lineEnd === -1 || lineEnd >= end ? start : lineEnd + 1;
	}

	return { segments, shown: () => shown, token };
}
