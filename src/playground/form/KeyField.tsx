import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { addressOf } from '../../address.ts';
import { Labelled } from '../parts/index.ts';
import { KEY_LIFE_MINUTES, useForm, usePlayground } from '../state/index.ts';
import { travelsInTheClear } from './clear-text.ts';
import type { PartProps } from './part-props.ts';

interface Props extends Pick<PartProps, 'settings' | 'onChange'> {
	/** Where it would be sent. */
	url: URL | undefined;
	problem: ReactNode;
}

/** The key, how it is sent, and what becomes of it. */
export function KeyField({ settings, onChange, url, problem }: Props) {
	const { form } = usePlayground();
	const gone = useForm((state) => state.keyGone);
	const { key, keyRef, typedKey } = form;

	useEffect(() => {
		// Also of a page that may come back: while it waits, no timer would forget the key.
		const leave = () => key.clear('The key was forgotten when you left the page.');
		addEventListener('pagehide', leave);
		document.addEventListener('visibilitychange', key.check);
		return () => {
			removeEventListener('pagehide', leave);
			document.removeEventListener('visibilitychange', key.check);
			key.clear();
		};
	}, [key]);

	return (
		<Labelled
			label="API key"
			problem={problem}
			hint={
				<>
					{gone !== undefined && <strong>{gone} </strong>}
					Kept in this page’s memory only, and sent to{' '}
					<b>{url ? url.host : 'the base URL above'}</b> only. Forgotten after {KEY_LIFE_MINUTES}{' '}
					minutes without use, and when you leave the page. See{' '}
					<a href={addressOf('/security/')}>Security</a>.
					{url && travelsInTheClear(url) && ' Over http it travels unencrypted: use https.'}
				</>
			}
		>
			{(field) => (
				<span className="pg-key">
					<input
						{...field}
						ref={keyRef}
						type="password"
						autoComplete="current-password"
						spellCheck={false}
						placeholder="From console.solidrust.ai"
						onInput={typedKey}
					/>
					<select
						aria-label="Send it as"
						value={settings.keyHeader ?? ''}
						onChange={({ target }) =>
							onChange({ keyHeader: target.value === '' ? undefined : 'x-api-key' })
						}
					>
						<option value="">Bearer</option>
						<option value="x-api-key">X-API-Key</option>
					</select>
				</span>
			)}
		</Labelled>
	);
}
