import { useEffect, useId, useState } from 'react';
import { addressOf } from '../../address.ts';
import { CopyButton } from '../parts/index.ts';
import { encodeLink } from './link.ts';
import { useForm, usePlayground } from '../state/index.ts';
import type { Encoded } from './link.ts';

/** The link to what the form holds, to copy; it follows the form. */
export function SharePanel() {
	// The key is read only to make sure that the link does not hold it.
	const { key } = usePlayground().form;
	const settings = useForm((form) => form.settings);
	const { view, smooth } = useForm((form) => form.display);
	const id = useId();
	const [made, setMade] = useState<Encoded>();

	useEffect(() => {
		let isWanted = true;
		const make = async () => {
			const encoded = await encodeLink({ settings, view, smooth }, key.read());
			if (isWanted) setMade(encoded);
		};
		void make();
		return () => {
			isWanted = false;
		};
	}, [settings, view, smooth, key]);

	// Until the link is made, there is nothing to copy.
	if (made === undefined) return <p className="pg-nothing">Loading …</p>;
	if (made.problem !== undefined) return <p className="pg-problem">{made.problem}</p>;
	const link = location.origin + addressOf(`/playground/#${made.fragment}`);
	return (
		<div className="pg-share">
			<label htmlFor={id}>Link</label>
			<input
				id={id}
				readOnly
				value={link}
				aria-describedby={`${id}-what`}
				onFocus={(event) => event.target.select()}
			/>
			<CopyButton what="link" text={() => link} />
			<p id={`${id}-what`} className="pg-hint">
				It contains the request, where it goes, the fault and the view, but not the key. Nothing
				runs until whoever opens it presses Run.
			</p>
		</div>
	);
}
