import { foreignAddress, useForm, usePlayground } from '../state/index.ts';

const FROM = {
	link: 'is from the link you opened. You did not type it: enter a key only if you know whose it is.',
	visit: 'is from an earlier visit in this browser.',
} as const;

/** Between the key and Run: an address that somebody else set, until the reader confirms it. */
export function ForeignAddress() {
	const { form } = usePlayground();
	// Selected as text, so that an equal value causes no render.
	const host = useForm((state) => foreignAddress(state)?.host);
	const from = useForm((state) => foreignAddress(state)?.from);
	if (host === undefined || from === undefined) return null;
	return (
		<p className="pg-foreign-address" data-from={from}>
			<span>
				Run sends to <b>{host}</b>, which {FROM[from]}
			</span>
			<button type="button" className="pg-link" onClick={form.confirmAddress}>
				I know this address
			</button>
		</p>
	);
}
