/**
 * What runs in the page: finding what a reader sees, as Testing Library finds it. Each function is sent as text, so
 * it uses nothing but its argument and what `library.ts` has put into the page.
 */
import type * as TestingLibrary from '@testing-library/dom';

/** Something on the page, found as a reader would: by role and name, or by its label. CSS where it has neither. */
export type Target = (
	| { readonly role: string; readonly name?: string }
	| { readonly label: string }
	| { readonly css: string; readonly containing?: string }
) & { readonly within?: Target };

export interface Seen {
	readonly text: string;
	readonly value: string;
	readonly isEnabled: boolean;
	/** Checked, pressed, or the current one. */
	readonly isOn: boolean;
	/** How many there are. */
	readonly count: number;
}

/** Where to click, or why it cannot be clicked. */
export type Place = { readonly x: number; readonly y: number } | { readonly problem: string };

export interface InPage {
	find(target: Target): HTMLElement[];
	complaints: string[];
	/** The content of the file that the page saves next. */
	saved?: Promise<string>;
}

declare global {
	var TestingLibraryDom: typeof TestingLibrary;
	var engines: InPage;
}

/** Once a page: what the others stand on, and a list of all that the page complains of from now on. */
export function prepare() {
	const { queryAllByRole, queryAllByLabelText } = TestingLibraryDom;
	const all = (target: Target): HTMLElement[] => {
		const scope = target.within ? all(target.within)[0] : document.body;
		if (scope === undefined) return [];
		if ('label' in target) return queryAllByLabelText(scope, target.label);
		// What is hidden is left out below, by a cheaper look.
		if ('role' in target) return queryAllByRole(scope, target.role, { ...target, hidden: true });
		const { css, containing = '' } = target;
		const found = [...scope.querySelectorAll<HTMLElement>(css)];
		return found.filter(({ textContent }) => textContent.includes(containing));
	};
	// A box that is only for grouping is not drawn itself.
	const find = (target: Target) =>
		all(target).filter(
			(one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible'
		);
	const complaints: string[] = [];
	addEventListener('error', ({ message }) => {
		// No fault: the engine says that it tells of some sizes with the next frame.
		if (message.startsWith('ResizeObserver loop')) return;
		complaints.push(`uncaught: ${message}`);
	});
	addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${reason}`));
	document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
		complaints.push(`policy: ${effectiveDirective} blocked ${blockedURI}`)
	);
	globalThis.engines = { find, complaints };
}

export function look(target: Target): Seen | null {
	const found = engines.find(target);
	const [element] = found;
	if (element === undefined) return null;
	const { value, disabled, checked } = element as Partial<HTMLInputElement>;
	return {
		text: element.innerText,
		value: value ?? '',
		isEnabled: disabled !== true,
		isOn:
			checked ??
			['aria-pressed', 'aria-current', 'aria-expanded'].some(
				(name) => ![null, 'false'].includes(element.getAttribute(name))
			),
		count: found.length,
	};
}

/** Scrolls to it, and says where it is once it rests there and nothing covers it. */
export async function reach(target: Target): Promise<Place> {
	const [element] = engines.find(target);
	if (element === undefined) return { problem: 'it is not there' };
	if (element.matches(':disabled')) return { problem: 'it is disabled' };
	const middle = () => {
		const { left, top, width, height } = element.getBoundingClientRect();
		return { x: left + width / 2, y: top + height / 2 };
	};
	element.scrollIntoView({ block: 'center', behavior: 'instant' });
	const before = middle();
	await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
	const { x, y } = middle();
	if (x !== before.x || y !== before.y) return { problem: 'it moves' };
	const top = document.elementFromPoint(x, y);
	// A label is as good as its box.
	const labels = [...((element as Partial<HTMLInputElement>).labels ?? [])];
	if (![element, ...labels].some((one) => one.contains(top))) {
		return { problem: `it is covered by <${top?.localName} class="${top?.className}">` };
	}
	return { x, y };
}

/** The middle of a word in an element. */
export function placeOfWord([target, word]: readonly [Target, string]): Place {
	const [element] = engines.find(target);
	if (element === undefined) return { problem: 'it is not there' };
	const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	for (let node = texts.nextNode(); node; node = texts.nextNode()) {
		const at = node.textContent?.indexOf(word) ?? -1;
		if (at === -1) continue;
		const range = document.createRange();
		range.setStart(node, at);
		range.setEnd(node, at + word.length);
		const { left, top, width, height } = range.getBoundingClientRect();
		return { x: left + width / 2, y: top + height / 2 };
	}
	return { problem: `there is no "${word}" in it` };
}

export function select(target: Target) {
	const [box] = engines.find(target);
	(box as HTMLInputElement | HTMLTextAreaElement | undefined)?.select();
}

/** A native menu is the system's window, which no driver sees: its value is set as the system would. */
export function choose([target, label]: readonly [Target, string]): string | null {
	const [element] = engines.find(target);
	if (!(element instanceof HTMLSelectElement)) return 'there is no such menu';
	const option = [...element.options].find(
		(one) => one.label.trim() === label || one.value === label
	);
	if (option === undefined) return `it has no option "${label}"`;
	element.focus();
	element.value = option.value;
	element.dispatchEvent(new Event('change', { bubbles: true }));
	return null;
}

/** Puts a file into a box for files, as its dialog would. */
export function putFile([target, name, content]: readonly [Target, string, string]) {
	const [input] = engines.find(target) as HTMLInputElement[];
	const transfer = new DataTransfer();
	transfer.items.add(new File([content], name));
	input!.files = transfer.files;
	input!.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Keeps the next file that the page saves. */
export function watchSaving() {
	const real = URL.createObjectURL;
	engines.saved = new Promise((resolve) => {
		URL.createObjectURL = (content: Blob) => {
			URL.createObjectURL = real;
			resolve(content.text());
			return real.call(URL, content);
		};
	});
}
