/**
 * Links words to frames and back: marks the text that the selected frame brought (a highlight named
 * `pg-linked`), and selects the frame of the text under the pointer.
 *
 * Cost    Nothing per frame. A part is mapped when it is first pointed at or a frame with text in it is
 *         selected, and again after it has changed.
 */
import { stretchAt, stretchesOfFrame } from '../../../chat/index.ts';
import type { PartAddress, Stretch } from '../../../chat/index.ts';
import type { Snapshot } from '../../../run/index.ts';
import type { Selection } from '../../state/index.ts';
import { createMarkdownMapper } from './markdown-map.ts';
import { createMarks } from './marks.ts';
import { addressOf, PART_SELECTOR, readPart } from './part-text.ts';
import type { PartText } from './part-text.ts';
import { characterAt } from './pointed.ts';
import { plainMap } from './text-map.ts';
import type { TextMap } from './text-map.ts';

/** What was last drawn. */
export interface Shown {
	readonly snapshot: Snapshot | undefined;
	readonly isRunning: boolean;
}

interface Options {
	readonly root: HTMLElement;
	readonly selection: Selection;
	shown(): Shown;
	/** Announces the frame that a key press led to. */
	announce(text: string): void;
	/** The event that made this code load; it is handled first. */
	readonly firstEvent?: Event | undefined;
}

interface Part {
	readonly element: HTMLElement;
	readonly address: PartAddress;
	readonly page: PartText;
	readonly map: TextMap;
}

export function createTextLinks(options: Options): { end(): void } {
	const { root, selection, shown, announce, firstEvent } = options;
	const marks = createMarks('pg-linked');
	const mappers = new WeakMap<Element, ReturnType<typeof createMarkdownMapper>>();
	let parts = new WeakMap<Element, Part | { map?: never }>();
	let markedText = '';
	let markRequest = 0;
	let pointRequest = 0;

	const changes = new MutationObserver(() => {
		parts = new WeakMap();
		const isIntact = markedText !== '' && marks.ranges.map(String).join('\n') === markedText;
		if (selection.getState() === undefined || isIntact || markRequest !== 0) return;
		markRequest = requestAnimationFrame(() => {
			markRequest = 0;
			mark();
		});
	});

	function partOf(element: HTMLElement): Part | undefined {
		let part = parts.get(element);
		if (part === undefined) {
			part = readAndMap(element) ?? {};
			parts.set(element, part);
		}
		return part.map ? part : undefined;
	}

	function readAndMap(element: HTMLElement): Part | undefined {
		const address = addressOf(element);
		const whole = sourceOf(address);
		if (whole === undefined) return undefined;
		const page = readPart(element);
		const { start = 0, end = whole.length } = element.dataset;
		if (whole.startsWith(page.text, Number(start))) {
			return { element, address, page, map: plainMap(page.text, Number(start)) };
		}
		let mapper = mappers.get(element);
		if (mapper === undefined) mappers.set(element, (mapper = createMarkdownMapper()));
		const map = mapper(whole.slice(0, Number(end)), !shown().isRunning);
		return map.shown === page.text ? { element, address, page, map } : undefined;
	}

	/** The part's text. `undefined` if there is none, or if the client's text differs from that of the frames. */
	function sourceOf({ choice, part, toolCall }: PartAddress): string | undefined {
		const { snapshot } = shown();
		const found = snapshot?.message.choices[choice];
		if (found === undefined) return undefined;
		if (part === 'toolCall') return found.toolCalls[toolCall ?? 0]?.arguments;
		const isClientText = part === 'text' && choice === 0 && snapshot?.client !== undefined;
		return isClientText && !found.text.startsWith(snapshot.client.text) ? undefined : found[part];
	}

	const elements = () => [...root.querySelectorAll<HTMLElement>(PART_SELECTOR)];

	function rangesOf(stretches: readonly Stretch[]): Range[] {
		const ranges: Range[] = [];
		if (stretches.length === 0) return ranges;
		for (const element of elements()) {
			const { part, choice, toolCall } = addressOf(element);
			const stretch = stretches.find(
				(one) => one.part === part && one.choice === choice && one.toolCall === toolCall
			);
			if (!stretch) continue;
			const found = partOf(element);
			const span = found?.map.toShown(stretch);
			const range = span && found?.page.rangeOf(span);
			if (range) ranges.push(range);
		}
		return ranges;
	}

	function mark() {
		const selected = selection.getState();
		const { snapshot } = shown();
		const stretches =
			selected && snapshot ? stretchesOfFrame(snapshot.message, selected.frameIndex) : [];
		marks.set(rangesOf(stretches));
		markedText = marks.ranges.map(String).join('\n');
		// During a run, hovering does not scroll the reader away from its end.
		const shouldScroll = selected?.isChosen || !shown().isRunning;
		if (selected && selected.by !== 'text' && shouldScroll) scrollTo(marks.ranges[0]);
	}

	function frameAt(x: number, y: number): number | undefined {
		const place = characterAt(x, y);
		const element = place?.node.parentElement?.closest<HTMLElement>(PART_SELECTOR);
		const part = element && root.contains(element) ? partOf(element) : undefined;
		if (!place || !part) return undefined;
		const offset = part.page.offsetOf(place.node, place.offset);
		const source = offset === undefined ? undefined : part.map.toSource(offset);
		const message = shown().snapshot?.message;
		if (!source || !message) return undefined;
		return stretchAt(message, { ...part.address, offset: source.start })?.frameIndex;
	}

	function onMove({ clientX, clientY, pointerType }: PointerEvent) {
		// A moving finger is scrolling.
		if (pointerType === 'touch') return;
		cancelAnimationFrame(pointRequest);
		pointRequest = requestAnimationFrame(() => {
			const frameIndex = frameAt(clientX, clientY);
			if (frameIndex !== undefined) selection.select(frameIndex, 'text');
		});
	}

	function onClick({ clientX, clientY }: MouseEvent) {
		// The end of a drag: the reader is selecting text.
		if (getSelection()?.isCollapsed === false) return;
		cancelAnimationFrame(pointRequest);
		const frameIndex = frameAt(clientX, clientY);
		if (frameIndex !== undefined) selection.select(frameIndex, 'text', true);
	}

	/** The left and right arrows go from stretch to stretch, through all visible parts; up and down scroll. */
	function onKey(event: KeyboardEvent) {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		const { target } = event;
		if (!(target instanceof Element)) return;
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		if (event.key === 'Escape') selection.select(undefined, 'text');
		// In code and tables these keys scroll sideways, and controls use them too.
		const isText = target.querySelector(PART_SELECTOR) !== null || target.matches(PART_SELECTOR);
		if (step === undefined || !isText) return;
		event.preventDefault();
		const stretch = nextStretch(step);
		if (stretch === undefined) return;
		selection.select(stretch.frameIndex, 'text', true);
		scrollTo(marks.ranges[0]);
		announce(`Frame ${stretch.frameIndex + 1}: “${textOf(stretch)}”`);
	}

	function nextStretch(step: number): Stretch | undefined {
		const message = shown().snapshot?.message;
		const selected = selection.getState()?.frameIndex;
		const visible = elements().filter(
			(element) => isVisible(element) && element.textContent !== ''
		);
		const addresses = visible.map(addressOf);
		const [first] = addresses;
		if (message === undefined || first === undefined) return undefined;
		const stretches = selected === undefined ? [] : stretchesOfFrame(message, selected);
		const at = addresses.findIndex((address) => stretches.some((one) => isIn(one, address)));
		const address = addresses[at];
		const current = address && stretches.find((one) => isIn(one, address));
		if (!address || !current) return stretchAt(message, { ...first, offset: 0 });
		const offset = step > 0 ? current.end : current.start - 1;
		const nextInPart = stretchAt(message, { ...address, offset });
		if (nextInPart) return nextInPart;
		const nextPart = addresses[at + step];
		if (nextPart === undefined) return undefined;
		const end = step > 0 ? 0 : (sourceOf(nextPart)?.length ?? 0) - 1;
		return stretchAt(message, { ...nextPart, offset: end });
	}

	function textOf(stretch: Stretch): string {
		const text = sourceOf(stretch)?.slice(stretch.start, stretch.end) ?? '';
		return text.length > 80 ? `${text.slice(0, 80)} …` : text;
	}

	const unsubscribe = selection.subscribe(mark);
	changes.observe(root, { childList: true, characterData: true, subtree: true });
	root.addEventListener('pointermove', onMove);
	root.addEventListener('click', onClick);
	root.addEventListener('keydown', onKey);
	mark();
	if (firstEvent instanceof KeyboardEvent) onKey(firstEvent);
	// A click is a PointerEvent too, but in older engines.
	else if (firstEvent instanceof MouseEvent && firstEvent.type === 'click') onClick(firstEvent);
	else if (firstEvent instanceof PointerEvent) onMove(firstEvent);

	return {
		end() {
			unsubscribe();
			changes.disconnect();
			cancelAnimationFrame(markRequest);
			cancelAnimationFrame(pointRequest);
			root.removeEventListener('pointermove', onMove);
			root.removeEventListener('click', onClick);
			root.removeEventListener('keydown', onKey);
			marks.set([]);
		},
	};
}

/** `checkVisibility()` is newer than our baseline. Without it what a closed `<details>` holds may count, too. */
function isVisible(element: HTMLElement): boolean {
	return typeof element.checkVisibility === 'function'
		? element.checkVisibility()
		: element.getClientRects().length > 0;
}

function isIn(stretch: Stretch, { part, choice, toolCall }: PartAddress): boolean {
	return stretch.part === part && stretch.choice === choice && stretch.toolCall === toolCall;
}

/** Scrolls the text's own box, never the page. */
function scrollTo(range: Range | undefined) {
	const box = range?.startContainer.parentElement?.closest('.pg-scroll');
	if (!box || !range) return;
	const view = box.getBoundingClientRect();
	const { top, bottom } = range.getBoundingClientRect();
	if (top >= view.top && bottom <= view.bottom) return;
	box.scrollTop += top - view.top - view.height / 3;
}
