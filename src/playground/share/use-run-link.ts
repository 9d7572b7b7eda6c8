import { useEffect } from 'react';
import { loadRunLink } from '../lazy.ts';
import { usePlayground } from '../state/index.ts';

const NOT_LOADED =
	'The link was not opened: the code that reads it could not be loaded. Check your connection and reload the page. The form is unchanged.';

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
			const decoded = await loadRunLink().then(
				({ decodeLink }) => decodeLink(hash),
				() => ({ problem: NOT_LOADED })
			);
			if (last === hash) form.open(decoded);
		};
		void look();
		addEventListener('hashchange', look);
		return () => removeEventListener('hashchange', look);
	}, [form]);
}
