/**
 * `client:intent`: an island sleeps, as the HTML that it was built as, until a reader is about to use it.
 *
 * In      A pointer that moves over it, a touch, the focus, a key, a file dragged over it; and what its options name.
 * Out     Its scripts are fetched, once. What was done to it meanwhile is done when it says that it is awake.
 * Errors  Scripts that do not come are asked for again at the next sign.
 */
import type { ClientDirective } from 'astro';
import { holdActions } from './held.ts';

export interface IntentOptions {
	/** A fragment that begins so is for this island: it wakes with the page, or when the address takes it on. */
	fragment?: string;
	/** Where the browser keeps what it shows to a reader who comes back: then it wakes on sight. */
	kept?: string;
	/** It has shortcuts that work while the focus is nowhere. */
	shortcuts?: boolean;
}

/** A scroll under a pointer at rest counts for nothing, so not `pointerover`. */
const SIGNS = ['pointermove', 'pointerdown', 'focusin', 'keydown', 'dragover'] as const;

const onIntent: ClientDirective = (load, { value }, island) => {
	// As written in the component that mounts it.
	const { fragment, kept, shortcuts } = value as IntentOptions;
	const awake = new AbortController();
	const { signal } = awake;
	let isWaking = false;

	async function wake() {
		if (isWaking) return;
		isWaking = true;
		const hydrate = await load();
		await hydrate();
		// React would draw it in several tasks, and set a field's text while a reader types in it. It draws at
		// once what gets an event like this one, which means nothing to the island.
		const restore = held.keepField(document.activeElement);
		island.firstElementChild?.dispatchEvent(new Event('pointerup'));
		restore();
	}

	// Astro says so of scripts that do not come, and of a component that throws.
	island.addEventListener('astro:hydration-error', () => (isWaking = false), { signal });
	for (const sign of SIGNS) {
		island.addEventListener(sign, () => void wake(), { capture: true, passive: true, signal });
	}
	// After the signs: an event that is kept does not reach what is added later.
	const held = holdActions(island, signal);
	island.addEventListener('island-awake', () => void held.redo().then(() => awake.abort()), {
		signal,
	});
	if (fragment !== undefined) {
		const look = () => void (location.hash.startsWith(fragment) && wake());
		addEventListener('hashchange', look, { signal });
		look();
	}
	if (kept !== undefined && isKept(kept)) {
		const sight = new IntersectionObserver((seen) => {
			if (seen.some(({ isIntersecting }) => isIntersecting)) void wake();
		});
		for (const child of island.children) sight.observe(child);
		signal.addEventListener('abort', () => sight.disconnect());
	}
	if (shortcuts) {
		const onKey = (event: KeyboardEvent) => {
			if (event.target !== document.body || !isShortcut(event) || !isInView(island)) return;
			held.holdKey(event);
			void wake();
		};
		addEventListener('keydown', onKey, { signal });
	}
};

function isKept(name: string): boolean {
	try {
		return localStorage.getItem(name) !== null;
	} catch {
		// Refused: nothing is kept.
		return false;
	}
}

/** Not what scrolls, nor what the browser takes for itself. */
function isShortcut({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
	if (ctrlKey || metaKey) return key === 'Enter';
	return !altKey && key.length === 1 && key !== ' ';
}

function isInView(island: HTMLElement): boolean {
	// The island itself has no box.
	const box = island.firstElementChild?.getBoundingClientRect();
	return box !== undefined && box.bottom > 0 && box.top < innerHeight;
}

// oxlint-disable-next-line import/no-default-export -- Astro takes a directive by this name.
export default onIntent;
