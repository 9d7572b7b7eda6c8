import { useEffect } from 'react';
import type { RefObject } from 'react';

/** How soon a lost focus is noticed. */
const LOOK_MS = 100;

const PLACES =
	':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled)';

/**
 * Hands the focus on where the control that has it goes, or is disabled, by its own press on a key: a browser then
 * gives it to the body, tells nobody, and the next Tab may begin at the top of the page. It goes to what follows in
 * the smallest part around the control, or stands there now.
 *
 * Where a room knows better, it moves the focus itself, at once.
 */
export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		const root = ref.current;
		if (!root) return;
		const controller = new AbortController();
		const { signal } = controller;
		let timer: ReturnType<typeof setInterval> | undefined;
		// A tap that moved the focus would open a phone's keyboard.
		let isByKey = false;
		root.addEventListener('keydown', () => (isByKey = true), { signal, capture: true });
		root.addEventListener('pointerdown', () => (isByKey = false), { signal, capture: true });

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
