/**
 * Puts the reader's base URL and model into the code on a page, its copy buttons included.
 *
 * In      A page as it was built, whose programs name what `printed` holds.
 * Out     A function that shows a choice. Only the data of text nodes changes, so colours stay; what was
 *         there is kept, so that the next choice, or none, starts from the printed code.
 */
import { PRINTED, type Choice } from '../snippets/index.ts';

/** Not programs: what a server once sent stays as it was sent. */
const LISTINGS = new Set(['text', 'txt', 'plaintext']);

export function createCodeView(page: ParentNode): (choice: Choice) => void {
	const texts = new Map<Text, string>();
	const copied = new Map<HTMLElement, string>();

	function replaceIn(line: Element, from: string, to: string) {
		for (let at = line.textContent.indexOf(from); at !== -1;) {
			let start = 0;
			for (const node of textsIn(line)) {
				const end = start + node.data.length;
				// Highlighting may have cut the text anywhere: the first piece takes the new one, others go.
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
	while (walker.nextNode()) all.push(walker.currentNode as Text);
	return all;
}
