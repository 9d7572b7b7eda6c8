/**
 * Marked's lexer with limits, for untrusted text.
 *
 * Marked recurses into quotes, lists and emphasis without limit, and some of its regular expressions take
 * quadratic time: 60,000 letters before an `@` took 12 s, and 3,000 times `1. ` overflowed the stack.
 * Here nesting is limited, and inline text that would cost too much is left unparsed.
 *
 * Units   Steps: characters that a regular expression may look at. A million took about 15 ms on two busy cores.
 * Source  Measured on Marked 18; `tests/unit/playground/response/markdown-limits.test.ts` counts the steps.
 */
import { getDefaults, Lexer, Tokenizer } from 'marked';
import type { Token, Tokens, TokensList } from 'marked';
import { known } from './markdown-text.ts';

/** Limit on nested quotes and lists. */
export const MAX_BLOCK_DEPTH = 24;
/** Limit on nested emphasis and links. */
export const MAX_INLINE_DEPTH = 24;
/** Step limit of a call: a base, plus an amount per character. Blocks and inline text each have their own. */
export const STEPS = 3_000_000;
export const STEPS_PER_CHARACTER = 60;

export interface BoundedTokens {
	readonly tokens: readonly Token[];
	/** Steps taken, for blocks and inline text together. */
	readonly steps: number;
}

export function lexBounded(source: string): BoundedTokens {
	const lexer = new BoundedLexer(source.length);
	const tokens = lexer.lex(source);
	return { tokens, steps: lexer.steps };
}

/** Whether some of the token's text was left unparsed. */
export function isLimited(token: Token): boolean {
	if ('asWritten' in token) return true;
	const it = known(token);
	const inside: Token[] = [...('tokens' in it ? (it.tokens ?? []) : [])];
	if (it.type === 'list') inside.push(...it.items);
	if (it.type === 'table') {
		const { header, rows } = it;
		inside.push(...[header, ...rows].flat().flatMap((cell) => cell.tokens));
	}
	return inside.some(isLimited);
}

class BoundedLexer extends Lexer {
	steps = 0;
	#blockSteps: number;
	#inlineSteps: number;
	#inlineDepth = 0;

	constructor(characters: number) {
		super({ ...getDefaults(), tokenizer: new BoundedTokenizer() });
		this.#blockSteps = STEPS + STEPS_PER_CHARACTER * characters;
		this.#inlineSteps = this.#blockSteps;
	}

	override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
	override blockTokens(
		source: string,
		tokens?: TokensList,
		lastParagraphClipped?: boolean
	): TokensList;
	override blockTokens(
		source: string,
		tokens: Token[] | TokensList = [],
		lastParagraphClipped?: boolean
	): Token[] | TokensList {
		// Counted per call: Marked parses a quote again, contents included, when it continues without markers.
		if (source.length > this.#blockSteps) return withAsWritten(tokens, source);
		this.#blockSteps -= source.length;
		this.steps += source.length;
		return super.blockTokens(source, tokens, lastParagraphClipped);
	}

	override inlineTokens(source: string, tokens: Token[] = []): Token[] {
		if (this.#inlineDepth > MAX_INLINE_DEPTH) return withAsWritten(tokens, source);
		if (this.#inlineDepth === 0) {
			const steps = inlineSteps(source);
			if (steps > this.#inlineSteps) return withAsWritten(tokens, source);
			this.#inlineSteps -= steps;
			this.steps += steps;
		}
		this.#inlineDepth++;
		try {
			return super.inlineTokens(source, tokens);
		} finally {
			this.#inlineDepth--;
		}
	}
}

/** Quotes and lists recurse here, sometimes bypassing the lexer, so their depth is counted here. */
class BoundedTokenizer extends Tokenizer {
	#depth = 0;

	override blockquote(source: string): Tokens.Blockquote | undefined {
		return this.#within(
			() => super.blockquote(source),
			() => ({ type: 'blockquote', raw: source, text: source, tokens: withAsWritten([], source) })
		);
	}

	override list(source: string): Tokens.List | undefined {
		return this.#within(
			() => super.list(source),
			() => listAsWritten(source)
		);
	}

	#within<T>(read: () => T | undefined, asWritten: () => T): T | undefined {
		this.#depth++;
		try {
			return this.#depth <= MAX_BLOCK_DEPTH ? read() : asWritten();
		} finally {
			this.#depth--;
		}
	}
}

function withAsWritten(tokens: Token[], source: string): Token[] {
	if (source !== '') {
		tokens.push({ type: 'text', raw: source, text: source, escaped: false, asWritten: true });
	}
	return tokens;
}

function listAsWritten(source: string): Tokens.List {
	const whole = { raw: source, text: source, loose: false, tokens: withAsWritten([], source) };
	const item: Tokens.ListItem = { type: 'list_item', task: false, ...whole };
	return { type: 'list', raw: source, ordered: false, start: '', loose: false, items: [item] };
}

/** Characters at which Marked looks ahead for a closing delimiter. */
const SIGNS = /[*_~`[!<&]+/g;

/**
 * Upper bound on the characters Marked looks at in inline text: each delimiter may search the rest of the
 * text, and each run without spaces is tried as an address from each of its characters.
 */
export function inlineSteps(source: string): number {
	let steps = source.length;
	let signCount = 0;
	for (const _ of source.matchAll(SIGNS)) signCount++;
	steps += signCount * source.length;
	for (const [run] of source.matchAll(/\S+/g)) steps += run.length ** 2 / 2;
	return steps;
}
