/**
 * Puts the reader's base URL and model into the code on a page, including its copy buttons.
 *
 * In      A page as built, whose programs contain the values of `PRINTED`.
 * Out     A function that applies a choice. It only changes the data of text nodes, so colours stay. The
 *         original is kept, so that each choice starts from the printed code.
 */
import { PRINTED, type Choice } from '../snippets/index.ts';

/** Languages of listings that are not programs: what a server sent is shown unchanged. */
const LISTINGS = new Set(['text', 'txt', 'plaintext']);

export function createCodeView(page: ParentNode): (choice: Choice) => void {
	const texts = new Map<Text, string>();
	const copied = new Map<HTMLElement, string>();

	function replaceIn(line: Element, from: string, to: string) {
		for (let at = line.textContent.indexOf(from); at !== -1;) {
			let start = 0;
			for (const node of textsIn(line)) {
				const end = start + node.data.length;
				// Highlighting may have split the text anywhere: the first node gets the new text, the others lose theirs.
				if (end > at && start < at + from.length) {
					if (!texts.has(node)) texts.set(node, node.data);
					const cutFrom = Math.max(at - start, 0);
					const cutTo = at + from.length - start;
					node.data =
						node.data.slice(0, cutFrom) + (start <= at ? to : '') + node.data.slice(cutTo);
				}
				start = end;
			}
			at = line.textContent.indexOf(from, at + to.length);
		}
	}

	return (choice) => {
		for (const [node, text] of texts) node.data = text;
		for (const [button, code] of copied) button.dataset['code'] = code;
		texts.clear();
		copied.clear();
		const changes = (['baseURL', 'model'] as const)
			.map((field) => [PRINTED[field], choice[field]] as const)
			.filter(([from, to]) => from !== to);
		if (changes.length === 0) return;

		for (const figure of page.querySelectorAll('.expressive-code figure')) {
			const language = figure.querySelector('pre')?.dataset['language'] ?? 'text';
			if (LISTINGS.has(language)) continue;
			for (const line of figure.querySelectorAll('.ec-line .code')) {
				for (const [from, to] of changes) replaceIn(line, from, to);
			}
			const button = figure.querySelector<HTMLElement>('[data-code]');
			const code = button?.dataset['code'];
			if (!button || code === undefined) continue;
			copied.set(button, code);
			button.dataset['code'] = changes.reduce(
				(text, [from, to]) => text.replaceAll(from, () => to),
				code
			);
		}
	};
}

function textsIn(line: Element): Text[] {
	const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
	const all: Text[] = [];
	// `SHOW_TEXT` lets nothing else through.
	while (walker.nextNode()) all.push(walker.currentNode as Text);
	return all;
}
