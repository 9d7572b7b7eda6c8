import { useEffect } from 'react';
import type { RefObject } from 'react';

/** How soon a lost focus is noticed. */
const LOOK_MS = 100;

const PLACES =
	':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled)';

/**
 * Keeps the focus near a control that is removed or disabled when it is pressed on the keyboard. A browser then gives
 * the focus to the body, without an event, and the next Tab may begin at the top of the page.
 *
 * It goes to the next control in the smallest part of the page around it or, where the control is gone, to the first
 * there. A room that knows a better place moves the focus itself, at once.
 */
export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		const root = ref.current;
		if (!root) return;
		const controller = new AbortController();
		const { signal } = controller;
		let timer: ReturnType<typeof setInterval> | undefined;
		// A press of the mouse may take the focus away on purpose, and a tap would open a phone's keyboard.
		let isByKey = false;
		root.addEventListener('keydown', () => (isByKey = true), { signal, capture: true });
		document.addEventListener('pointerdown', () => (isByKey = false), { signal, capture: true });

		const onFocus = ({ target }: FocusEvent) => {
			if (!(target instanceof HTMLElement)) return;
			const around = partsAround(target, root);
			clearInterval(timer);
			timer = setInterval(() => {
				if (document.activeElement === target) return;
				clearInterval(timer);
				const isGone = !target.isConnected || target.matches(':disabled');
				const isLost = document.activeElement === document.body && document.hasFocus();
				if (isByKey && isGone && isLost) placeNear(target, around)?.focus({ preventScroll: true });
			}, LOOK_MS);
		};
		root.addEventListener('focusin', onFocus, { signal });
		return () => {
			controller.abort();
			clearInterval(timer);
		};
	}, [ref]);
}

/** The elements around it, the smallest first. */
function partsAround(element: HTMLElement, root: HTMLElement): HTMLElement[] {
	const parts: HTMLElement[] = [];
	for (let at = element.parentElement; at; at = at === root ? null : at.parentElement)
		parts.push(at);
	return parts;
}

function placeNear(gone: HTMLElement, around: readonly HTMLElement[]): HTMLElement | undefined {
	for (const part of around) {
		if (!part.isConnected) continue;
		const places = [...part.querySelectorAll<HTMLElement>(PLACES)].filter(
			(place) => place.getClientRects().length > 0
		);
		const isAfter = (place: Node) =>
			(gone.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
		const place = gone.isConnected ? (places.find(isAfter) ?? places.at(-1)) : places[0];
		if (place) return place;
	}
	return undefined;
}
