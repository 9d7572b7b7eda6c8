/**
 * From a word to its frame and back: marks the text that the selected frame brought, and selects the frame
 * of the text that is pointed at.
 *
 * In      The element around the response, whose parts are marked with `data-part`; the run on the screen.
 * Out     A highlight named `pg-linked`, and calls of `selection.select`.
 * Cost    Nothing per frame. What is on the screen is mapped when it is first pointed at, or when a frame is
 *         selected whose text is there, and again after it has changed.
 * Length  One meeting of three: the page's text, the message and the selection. What can be told apart from
 *         them is in modules of its own.
 */
import { stretchAt, stretchesOfFrame } from '../../../chat/index.ts';
import type { PartAddress, Stretch } from '../../../chat/index.ts';
import type { Snapshot } from '../../../run/index.ts';
import type { Selection } from '../../state/index.ts';
import { createMarkdownMapper } from './markdown-map.ts';
import { createMarks } from './marks.ts';
import { addressOf, partSelector, readPart } from './part-text.ts';
import type { PartText } from './part-text.ts';
import { characterAt } from './pointed.ts';
import { plainMap } from './text-map.ts';
import type { TextMap } from './text-map.ts';

/** What stood on the screen when it was last drawn. */
export interface Shown {
	readonly snapshot: Snapshot | undefined;
	readonly isRunning: boolean;
}

interface Options {
	readonly root: HTMLElement;
	readonly selection: Selection;
	shown(): Shown;
	/** Says, in a few words, which frame a key has led to. */
	tell(words: string): void;
	/** What the reader did before this was here. */
	readonly first?: Event | undefined;
}

interface Part {
	readonly element: HTMLElement;
	readonly address: PartAddress;
	readonly page: PartText;
	readonly map: TextMap;
}

export function createTextLinks(options: Options): { end(): void } {
	const { root, selection, shown, tell, first } = options;
	const marks = createMarks('pg-linked');
	const mappers = new WeakMap<Element, ReturnType<typeof createMarkdownMapper>>();
	let parts = new WeakMap<Element, Part | { map?: never }>();
	let marked = '';
	let repaint = 0;
	let point = 0;

	const changes = new MutationObserver(() => {
		parts = new WeakMap();
		const isIntact = marks.ranges.map(String).join('\n') === marked;
		if (selection.getState() === undefined || (isIntact && marked !== '') || repaint !== 0) return;
		repaint = requestAnimationFrame(() => {
			repaint = 0;
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

	/** The part's text. `undefined`: there is none, or the client has made another text of the frames. */
	function sourceOf({ choice, part, toolCall }: PartAddress): string | undefined {
		const { snapshot } = shown();
		const found = snapshot?.message.choices[choice];
		if (found === undefined) return undefined;
		if (part === 'toolCall') return found.toolCalls[toolCall ?? 0]?.arguments;
		const isOther = part === 'text' && choice === 0 && snapshot?.client !== undefined;
		return isOther && !found.text.startsWith(snapshot.client.text) ? undefined : found[part];
	}

	const elements = () => [...root.querySelectorAll<HTMLElement>(partSelector)];

	function rangesOf(stretches: readonly Stretch[]): Range[] {
		const ranges: Range[] = [];
		if (stretches.length === 0) return ranges;
		for (const element of elements()) {
			const { part, choice, toolCall } = addressOf(element);
			const stretch = stretches.find(
				(one) => one.part === part && one.choice === choice && one.toolCall === toolCall
			);
			const found = stretch && partOf(element);
			const span = found?.map.toShown(stretch!);
			const range = span && found!.page.rangeOf(span);
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
		marked = marks.ranges.map(String).join('\n');
		// While a run is followed, what is only passed over does not take a reader away from its end.
		const isWanted = selected?.isChosen || !shown().isRunning;
		if (selected && selected.by !== 'text' && isWanted) scrollTo(marks.ranges[0]);
	}

	function frameAt(x: number, y: number): number | undefined {
		const place = characterAt(x, y);
		const element = place?.node.parentElement?.closest<HTMLElement>(partSelector);
		const part = element && root.contains(element) ? partOf(element) : undefined;
		const offset = part?.page.offsetOf(place!.node, place!.offset);
		const source = offset === undefined ? undefined : part!.map.toSource(offset);
		if (source === undefined) return undefined;
		return stretchAt(shown().snapshot!.message, { ...part!.address, offset: source.start })
			?.frameIndex;
	}

	function onMove({ clientX, clientY, pointerType }: PointerEvent) {
		// A finger that moves is scrolling.
		if (pointerType === 'touch') return;
		cancelAnimationFrame(point);
		point = requestAnimationFrame(() => {
			const frameIndex = frameAt(clientX, clientY);
			if (frameIndex !== undefined) selection.select(frameIndex, 'text');
		});
	}

	function onClick({ clientX, clientY }: MouseEvent) {
		// The end of a drag: the reader is taking text, not asking where it came from.
		if (getSelection()?.isCollapsed === false) return;
		cancelAnimationFrame(point);
		const frameIndex = frameAt(clientX, clientY);
		if (frameIndex !== undefined) selection.select(frameIndex, 'text', true);
	}

	/** Left and right go from stretch to stretch, through the parts on the screen; up and down scroll. */
	function onKey(event: KeyboardEvent) {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		const target = event.target as HTMLElement;
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		if (event.key === 'Escape') selection.select(undefined, 'text');
		// Code and tables scroll sideways by the same keys, controls have their own use for them.
		const isText = target.querySelector(partSelector) !== null || target.matches(partSelector);
		if (step === undefined || !isText) return;
		event.preventDefault();
		const stretch = nextStretch(step);
		if (stretch === undefined) return;
		selection.select(stretch.frameIndex, 'text', true);
		scrollTo(marks.ranges[0]);
		tell(`Frame ${stretch.frameIndex + 1}: “${textOf(stretch)}”`);
	}

	function nextStretch(step: number): Stretch | undefined {
		const message = shown().snapshot?.message;
		const selected = selection.getState()?.frameIndex;
		const visible = elements().filter(
			(element) => element.checkVisibility() && element.textContent !== ''
		);
		const addresses = visible.map(addressOf);
		if (message === undefined || addresses.length === 0) return undefined;
		const held = selected === undefined ? [] : stretchesOfFrame(message, selected);
		const at = addresses.findIndex((address) => held.some((one) => isIn(one, address)));
		const current = held.find((one) => at !== -1 && isIn(one, addresses[at]!));
		if (current === undefined) return stretchAt(message, { ...addresses[0]!, offset: 0 });
		const offset = step > 0 ? current.end : current.start - 1;
		const beside = stretchAt(message, { ...addresses[at]!, offset });
		if (beside) return beside;
		const other = addresses[at + step];
		if (other === undefined) return undefined;
		const end = step > 0 ? 0 : (sourceOf(other)?.length ?? 0) - 1;
		return stretchAt(message, { ...other, offset: end });
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
	if (first?.type === 'pointermove') onMove(first as PointerEvent);
	if (first?.type === 'click') onClick(first as MouseEvent);
	if (first?.type === 'keydown') onKey(first as KeyboardEvent);

	return {
		end() {
			unsubscribe();
			changes.disconnect();
			cancelAnimationFrame(repaint);
			cancelAnimationFrame(point);
			root.removeEventListener('pointermove', onMove);
			root.removeEventListener('click', onClick);
			root.removeEventListener('keydown', onKey);
			marks.set([]);
		},
	};
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
