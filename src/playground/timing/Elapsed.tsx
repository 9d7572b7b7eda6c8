import { useEffect, useRef } from 'react';
import { formatMs } from '../format.ts';

/** Faster than this nobody can read. */
const TICK_MS = 100;

/** A clock that counts from the click. It writes to the DOM directly, without a render per tick. */
export function Elapsed({ since }: { since: number }) {
	const ref = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		const tick = () => ref.current?.replaceChildren(formatMs(performance.now() - since));
		tick();
		const timer = setInterval(tick, TICK_MS);
		return () => clearInterval(timer);
	}, [since]);
	return <span ref={ref} />;
}
