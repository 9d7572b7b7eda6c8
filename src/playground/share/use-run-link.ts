import { useEffect } from 'react';
import { loadRunLink } from '../lazy.ts';
import { usePlayground } from '../state/index.ts';

/** Opens the link that the page was opened with, or that was pasted into its address. Runs nothing. */
export function useRunLink(): void {
	const { form } = usePlayground();
	useEffect(() => {
		let last = '';
		const look = async () => {
			const { hash } = location;
			last = hash;
			// Any other fragment is a heading's.
			if (!hash.startsWith('#run=')) return;
			const { decodeLink } = await loadRunLink();
			const decoded = await decodeLink(hash);
			if (last === hash) form.open(decoded);
		};
		void look();
		addEventListener('hashchange', look);
		return () => removeEventListener('hashchange', look);
	}, [form]);
}
