import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** How near to the end counts as at the end, in CSS pixels: about one row. */
const slackPx = 32;

/**
 * Keeps a scrolling box at its end while content grows, unless the reader has scrolled away; back
 * at the end, it follows again.
 *
 * @param length What grows. A smaller length is a new run: follow from the start.
 */
export function useFollow(length: number): {
	ref: RefObject<HTMLDivElement | null>;
	onScroll: () => void;
} {
	const ref = useRef<HTMLDivElement>(null);
	const follows = useRef(true);
	const lastTop = useRef(0);
	const lastLength = useRef(length);

	// Growing content fires no scroll event, so a scroll upwards can only be the reader's.
	const onScroll = () => {
		const box = ref.current;
		if (!box) return;
		const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < slackPx;
		if (isAtEnd) follows.current = true;
		else if (box.scrollTop < lastTop.current) follows.current = false;
		lastTop.current = box.scrollTop;
	};

	useLayoutEffect(() => {
		const box = ref.current;
		if (length < lastLength.current) follows.current = true;
		const grew = length !== lastLength.current;
		lastLength.current = length;
		if (!box || !grew || !follows.current) return;
		box.scrollTop = box.scrollHeight;
		lastTop.current = box.scrollTop;
	}, [length]);

	return { ref, onScroll };
}
