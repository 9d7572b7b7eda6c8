/**
 * A line of Expressive Code with as few elements as its colours need: tokens of one colour become one, and those of
 * the code's own colour need none.
 */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { attribute } from './page.ts';

/** Text in one style, as Expressive Code writes it. `undefined`: as all code. */
interface Run {
	readonly style: string | undefined;
	readonly text: string;
}

/** A background and a line under the text are seen where it is blank, too. */
const SEEN_IN_BLANKS = /--[01](?:bg|td):/;

/**
 * @param plain The style of a token that looks as all code does, in lower case.
 * @returns What is in the element, as HTML. `undefined` where it is no line, or holds more than coloured words.
 */
export function lightLine(
	element: Tree.Element,
	plain: string,
	classOf: (style: string) => string
): string | undefined {
	if (attribute(element, 'class') !== 'code' || isWrapped(element)) return undefined;
	const runs = runsIn(element, plain);
	return (
		runs &&
		joined(runs)
			.map((run) => htmlOf(run, classOf))
			.join('')
	);
}

export function isToken({ tagName, attrs }: Tree.Element): boolean {
	return (
		tagName === 'span' && attrs.some(({ name, value }) => name === 'style' && /^--[01]/.test(value))
	);
}

/** Where lines wrap, their indents are elements that hang. */
function isWrapped(line: Tree.Element): boolean {
	for (let above = line.parentNode; above && 'tagName' in above; above = above.parentNode) {
		if (above.tagName === 'pre') return /\bwrap\b/.test(attribute(above, 'class') ?? '');
	}
	return false;
}

function runsIn(element: Tree.Element, plain: string, style?: string): Run[] | undefined {
	const runs: Run[] = [];
	for (const child of element.childNodes) {
		if ('value' in child) {
			runs.push({ style, text: child.value });
			continue;
		}
		if (!('tagName' in child) || child.tagName !== 'span' || child.attrs.length > 1)
			return undefined;
		const [{ name, value } = { name: 'none', value: '' }] = child.attrs;
		if (!isToken(child) && (name !== 'class' || value !== 'indent')) return undefined;
		const own = isToken(child) && value.toLowerCase() !== plain ? value : style;
		const within = runsIn(child, plain, own);
		if (within === undefined) return undefined;
		runs.push(...within);
	}
	return runs;
}

/** Neighbours in one style as one, and blanks with what stands before them. */
function joined(runs: readonly Run[]): Run[] {
	const all: Run[] = [];
	for (const { style, text } of runs) {
		const before = all.at(-1);
		const styles = [style, before?.style].join(';');
		const isBlank = text.trim() === '' && !SEEN_IN_BLANKS.test(styles);
		if (before && (isBlank || before.style === style)) {
			all[all.length - 1] = { ...before, text: before.text + text };
		} else {
			all.push({ style: isBlank ? undefined : style, text });
		}
	}
	return all;
}

function htmlOf({ style, text }: Run, classOf: (style: string) => string): string {
	const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\u00A0', '&nbsp;');
	return style === undefined ? html : `<span class="${classOf(style)}">${html}</span>`;
}
