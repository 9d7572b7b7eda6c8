import { useEffect } from 'react';
import { loadRunLink } from '../lazy.ts';
import { openingOn, usePlayground } from '../state/index.ts';
import type { Decoded } from '../state/index.ts';

const NOT_LOADED =
	'The link was not opened: the code that reads it could not be loaded. Check your connection and reload the page. The form is unchanged.';

/**
 * Opens the link that the page was opened with, or that was pasted into its address. Nothing is sent; what a fault
 * would do is shown.
 */
export function useRunLink(): void {
	const { form, session } = usePlayground();
	useEffect(() => {
		let last = '';
		const look = async () => {
			const { hash } = location;
			last = hash;
			// Any other fragment is a heading's.
			if (!hash.startsWith('#run=')) return;
			const decoded: Decoded = await loadRunLink().then(
				({ decodeLink }) => decodeLink(hash),
				() => ({ problem: NOT_LOADED })
			);
			if (last !== hash) return;
			form.open(decoded);
			// The engine may not come; then Run says so.
			const opening = await openingOn(decoded.shared?.settings ?? {}).catch(() => undefined);
			if (opening && last === hash) session.open(opening);
		};
		void look();
		addEventListener('hashchange', look);
		return () => removeEventListener('hashchange', look);
	}, [form, session]);
}
