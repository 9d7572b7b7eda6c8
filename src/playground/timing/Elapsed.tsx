import { useEffect, useRef } from 'react';
import { formatMs } from '../format.ts';

/** A clock that counts from the click. It writes to the DOM directly, without a render per tick. */
export function Elapsed({ since }: { since: number }) {
	const ref = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		let request = 0;
		const tick = () => {
			if (ref.current) ref.current.textContent = formatMs(performance.now() - since);
			request = requestAnimationFrame(tick);
		};
		tick();
		return () => cancelAnimationFrame(request);
	}, [since]);
	return <span ref={ref} />;
}
