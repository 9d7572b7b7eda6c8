import { linkNotice, urlOf, useForm, usePlayground, DEFAULT_SETTINGS } from '../state/index.ts';
import type { Settings } from '../state/index.ts';
import './link-notice.css';

/** Before anything is sent: where Run would send it, and who chose that. */
export function LinkNotice() {
	const { form } = usePlayground();
	const opened = useForm(linkNotice);
	if (!opened) return null;
	return (
		<div className="pg-link-notice" data-sign={opened.problem === undefined ? undefined : 'bad'}>
			<p>{opened.settings ? <Where settings={opened.settings} /> : opened.problem}</p>
			<button type="button" className="pg-link" onClick={form.dismiss}>
				Dismiss
			</button>
		</div>
	);
}

function Where({ settings }: { settings: Settings }) {
	if (settings.sendTo === 'demo') {
		const fault = settings.fault.trim();
		return (
			<>
				From a link. Run would send to the demo API, in this page
				{fault !== '' && `, with the fault ${fault}`}.
			</>
		);
	}
	const url = urlOf(settings.baseURL);
	if (!url || settings.baseURL === DEFAULT_SETTINGS.baseURL) {
		return <>From a link. Run would send to {settings.baseURL}.</>;
	}
	return (
		<>
			From a link. Run would send to {url.protocol}
			{'//'}
			<b>{url.host}</b>
			{url.pathname}; the link chose this address. Enter a key only if you know whose it is.
		</>
	);
}
