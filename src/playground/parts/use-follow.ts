import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** How near to the end counts as at the end, in CSS pixels: about one row. */
const SLACK_PX = 32;

export interface Follow {
	/** The box that scrolls. */
	readonly ref: RefObject<HTMLDivElement | null>;
	/** All that is in it. */
	readonly contentRef: RefObject<HTMLDivElement | null>;
	readonly onScroll: () => void;
	readonly isFollowing: boolean;
	/** Goes to the end, and stays there. */
	readonly follow: () => void;
	/** Stays where the reader looks, until `follow()` or until the reader has scrolled to the end. */
	readonly pause: () => void;
}

const isAtEnd = (box: Element) => box.scrollHeight - box.scrollTop - box.clientHeight < SLACK_PX;

/**
 * Keeps a scrolling box at its end while content grows, and while it becomes smaller itself, unless the reader
 * has scrolled away; back at the end, it follows again. Growing content moves nothing upwards: that only a reader does.
 *
 * Cost    No layout of its own: it looks at the box when the browser tells of a size that it has worked out.
 *
 * @param length What grows. A smaller length is a new run: follow from the start.
 */
export function useFollow(length: number): Follow {
	const ref = useRef<HTMLDivElement>(null);
	const contentRef = useRef<HTMLDivElement>(null);
	const follows = useRef(true);
	const lastTop = useRef(0);
	const lastLength = useRef(length);
	/** The length has changed since the box was last taken to its end. */
	const hasGrown = useRef(false);
	/** The box stood at its end when it was last looked at. */
	const wasAtEnd = useRef(false);
	const [isFollowing, setIsFollowing] = useState(true);

	const set = useCallback((now: boolean) => {
		follows.current = now;
		setIsFollowing(now);
	}, []);

	const onScroll = () => {
		const box = ref.current;
		if (!box) return;
		wasAtEnd.current = isAtEnd(box);
		if (wasAtEnd.current) set(true);
		else if (box.scrollTop < lastTop.current) set(false);
		lastTop.current = box.scrollTop;
	};

	const toEnd = useCallback(() => {
		const box = ref.current;
		if (!box) return;
		box.scrollTop = box.scrollHeight;
		lastTop.current = box.scrollTop;
		wasAtEnd.current = true;
	}, []);

	// No dependencies: the length is read from lists that grow in place. React may drop a drawing in which no state has
	// changed, and still remember the length it saw there. The next drawing would then skip this.
	useLayoutEffect(() => {
		if (length === lastLength.current) return;
		const isNewRun = length < lastLength.current;
		lastLength.current = length;
		hasGrown.current = true;
		if (!isNewRun) return;
		lastTop.current = 0;
		set(true);
	});

	useEffect(() => {
		const box = ref.current;
		const content = contentRef.current;
		if (!box || !content) return;
		const observer = new ResizeObserver((sizes) => {
			if (!follows.current) return;
			// What is above the box may have become higher, as the line does that tells how a run ended. Where the content
			// alone is another size, a reader has opened something, or a font has come.
			const isResized = wasAtEnd.current && sizes.some(({ target }) => target === box);
			if (!hasGrown.current && !isResized) return;
			hasGrown.current = false;
			// The event of a scroll comes with the next paint, and the content may grow before it.
			if (box.scrollTop < lastTop.current && !isAtEnd(box)) set(false);
			else toEnd();
		});
		observer.observe(content);
		observer.observe(box);
		return () => observer.disconnect();
	}, [set, toEnd]);

	return {
		ref,
		contentRef,
		onScroll,
		isFollowing,
		follow: () => {
			set(true);
			toEnd();
		},
		pause: useCallback(() => set(false), [set]),
	};
}
