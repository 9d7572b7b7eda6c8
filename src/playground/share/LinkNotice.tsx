import { defaultSettings } from '../state/settings.ts';
import type { Settings } from '../state/settings.ts';
import './link-notice.css';

/** What a link put into the form, or what was wrong with it. */
export type OpenedLink =
	{ settings: Settings; problem?: never } | { problem: string; settings?: never };

interface Props {
	opened: OpenedLink;
	onDismiss: () => void;
}

/** Before anything is sent: where Run would send it, and who chose that. */
export function LinkNotice({ opened, onDismiss }: Props) {
	return (
		<div className="pg-link-notice" data-sign={opened.problem === undefined ? undefined : 'bad'}>
			<p>{opened.settings ? <Where settings={opened.settings} /> : opened.problem}</p>
			<button type="button" onClick={onDismiss}>
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
	const url = URL.parse(settings.baseURL.trim());
	if (!url || settings.baseURL === defaultSettings.baseURL) {
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
