/**
 * What a reader does to an island that sleeps: kept, and done once more, in its order, when it is awake.
 *
 * In      Clicks, typing, choices, keys and dropped files, kept from the island's own code, which may already
 *         listen: React does before its effects have run.
 * Out     The same events again. What the browser does by itself meanwhile, such as typing into a box or
 *         opening a `<details>`, is left to it and not repeated.
 */

/** Their clicks are the browser's own business; what changes in them comes as `input`. */
const NATIVE = 'a[href], summary, label, input, select, textarea';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface HeldActions {
	/** Keeps a key that was pressed outside the island. */
	holdKey(event: KeyboardEvent): void;
	/** Keeps the text and the selection of the field that is typed in, until the function that it returns is called. */
	keepField(field: Element | null): () => void;
	/** Resolves once nothing is left to do. What is done meanwhile is kept too, and done after the rest. */
	redo(): Promise<void>;
}

export function holdActions(island: HTMLElement, signal: AbortSignal): HeldActions {
	/** By the field that was filled, of which the last value counts, or else by the new event. */
	const held = new Map<Field | Event, () => void>();
	let isRedoing = false;
	const hold = (key: Field | Event, redo: () => void) => {
		held.delete(key);
		held.set(key, redo);
	};
	const holdEvent = (event: Event, again: Event) => {
		const { target } = event;
		event.stopImmediatePropagation();
		hold(again, () => target?.dispatchEvent(again));
	};
	const holdKey = (event: KeyboardEvent) => {
		if (!isRedoing) holdEvent(event, new KeyboardEvent('keydown', event));
	};
	const doAgain = (redo: () => void) => {
		isRedoing = true;
		redo();
		isRedoing = false;
	};
	const options = { capture: true, signal };

	island.addEventListener('keydown', holdKey, options);
	island.addEventListener(
		'input',
		({ target }) => {
			if (isRedoing || !isField(target)) return;
			// Of a key no copy is made: it stays where it was typed, until it is cleared there.
			const value = target.type === 'password' ? undefined : target.value;
			hold(target, () => refill(target, value ?? target.value));
		},
		options
	);
	island.addEventListener(
		'click',
		(event) => {
			if (isRedoing || !(event.target instanceof Element) || event.target.closest(NATIVE)) return;
			event.preventDefault();
			holdEvent(event, new MouseEvent('click', event));
		},
		options
	);
	for (const type of ['dragover', 'drop'] as const) {
		island.addEventListener(
			type,
			(event) => {
				const { dataTransfer } = event;
				if (isRedoing || !dataTransfer?.types.includes('Files')) return;
				// Otherwise the browser leaves the page for the file.
				event.preventDefault();
				if (type === 'drop') holdEvent(event, dropAgain(dataTransfer.files));
			},
			options
		);
	}

	return {
		holdKey,
		keepField(field) {
			if (!isTyped(field) || !island.contains(field)) return () => undefined;
			const { value, selectionStart, selectionEnd, selectionDirection } = field;
			return () => {
				if (field.value !== value) doAgain(() => refill(field, value));
				field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
			};
		},
		async redo() {
			for (const [key, redo] of held) {
				held.delete(key);
				doAgain(redo);
				// React takes each in before the next, as it does those of a reader.
				await new Promise((done) => setTimeout(done));
			}
		},
	};
}

/** The files of a drop are gone from its event when that is over. */
function dropAgain(files: FileList): DragEvent {
	const dataTransfer = new DataTransfer();
	for (const file of files) dataTransfer.items.add(file);
	return new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
}

function isField(target: EventTarget | null): target is Field {
	return target instanceof HTMLElement && target.matches('input, select, textarea');
}

/** Not of a number, nor of a box to tick: they have no selection. */
function isTyped(field: Element | null): field is HTMLInputElement | HTMLTextAreaElement {
	return (
		(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) &&
		field.selectionStart !== null
	);
}

/** React is told of what a field holds as if the reader had just filled it. */
function refill(field: Field, value: string) {
	if (field instanceof HTMLInputElement && /^(?:radio|checkbox)$/.test(field.type)) {
		field.checked = !field.checked;
		field.click();
		return;
	}
	// The prototype's setter, as React listens for a value that it has not set itself.
	Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
	field.dispatchEvent(
		new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true })
	);
}
