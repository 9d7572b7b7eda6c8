import { useEffect, useEffectEvent } from 'react';
import type { Decoded } from './link.ts';

/** Opens the link that the page was opened with, or that was pasted into its address. Runs nothing. */
export function useRunLink(open: (decoded: Decoded) => void): void {
	const opened = useEffectEvent(open);
	useEffect(() => {
		let last = '';
		const look = async () => {
			const { hash } = location;
			last = hash;
			// Any other fragment is a heading's.
			if (!hash.startsWith('#run=')) return;
			const { decodeLink } = await import('./link.ts');
			const decoded = await decodeLink(hash);
			if (last === hash) opened(decoded);
		};
		void look();
		addEventListener('hashchange', look);
		return () => removeEventListener('hashchange', look);
	}, []);
}
