/**
 * Parses a built page and collects what its Content-Security-Policy and links to it depend on.
 *
 * Out     Inline scripts and styles as the browser will hash them, code that no hash can allow, the
 *         character offset for a first `<meta>`, and every id.
 * Source  Which scripts run: https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element
 */
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export interface Page {
	readonly scripts: readonly string[];
	readonly styles: readonly string[];
	/** Event-handler attributes and `javascript:` URLs, as one would search for them in the source. */
	readonly forbidden: readonly string[];
	/** After `<meta charset>`, which must come within the first 1024 bytes; `undefined` without `<head>`. */
	readonly headStart: number | undefined;
	readonly ids: readonly string[];
}

// Data blocks (`application/json` and the like) never run, so they need no hash.
const SCRIPT_TYPES = new Set(['', 'module', 'importmap', 'speculationrules']);
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'xlink:href']);

export function inspect(html: string): Page {
	const elements = [...walk(parse(html, { sourceCodeLocationInfo: true }))];
	return {
		scripts: elements.filter(isInlineScript).map(textOf),
		styles: elements.filter(({ tagName }) => tagName === 'style').map(textOf),
		forbidden: elements.flatMap(forbiddenIn),
		headStart: headStart(elements),
		ids: elements.flatMap((element) => attribute(element, 'id') ?? []),
	};
}

export function* walk(node: Tree.ParentNode): Generator<Tree.Element> {
	for (const child of node.childNodes) {
		if (!('tagName' in child)) continue;
		yield child;
		yield* walk(child);
		// A template's content is a separate document, which scripts clone into the page.
		if ('content' in child) yield* walk(child.content);
	}
}

function isInlineScript(element: Tree.Element): boolean {
	if (element.tagName !== 'script' || attribute(element, 'src') !== undefined) return false;
	const type = attribute(element, 'type')?.trim().toLowerCase() ?? '';
	return SCRIPT_TYPES.has(type) || /^(application|text)\/(x-)?(java|ecma)script$/.test(type);
}

function forbiddenIn({ tagName, attrs }: Tree.Element): string[] {
	return attrs
		.filter(
			({ name, value }) =>
				/^on[a-z]+$/.test(name) || (ADDRESSES.has(name) && /^\s*javascript:/i.test(value))
		)
		.map(({ name, value }) => `<${tagName} ${name}="${value}">`);
}

function headStart(elements: readonly Tree.Element[]): number | undefined {
	const head = elements.find(({ tagName }) => tagName === 'head');
	const charset = head?.childNodes.find(
		(node) => 'tagName' in node && attribute(node, 'charset') !== undefined
	);
	// The parser adds a head to a page that has none; then there is no tag in the source.
	return charset?.sourceCodeLocation?.endOffset ?? head?.sourceCodeLocation?.startTag?.endOffset;
}

export function attribute({ attrs }: Tree.Element, name: string): string | undefined {
	return attrs.find((candidate) => candidate.name === name)?.value;
}

function textOf({ childNodes }: Tree.Element): string {
	return childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}

/** All text inside, that of the elements in it too. */
export function textWithin(node: Tree.ParentNode): string {
	return node.childNodes
		.map((child) =>
			'value' in child ? child.value : 'childNodes' in child ? textWithin(child) : ''
		)
		.join('');
}
