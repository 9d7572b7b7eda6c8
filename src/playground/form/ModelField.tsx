import { useId, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { Labelled } from '../parts/Labelled.tsx';
import { listModels } from '../lazy.ts';
import { readSettings } from '../state/settings.ts';
import type { Settings } from '../state/settings.ts';

interface Props {
	settings: Settings;
	onChange: (change: Partial<Settings>) => void;
	keyRef: RefObject<HTMLInputElement | null>;
	problem: string | undefined;
}

/** A text box that offers the endpoint's models, asked for when the reader comes to it. */
export function ModelField({ settings, onChange, keyRef, problem }: Props) {
	const listId = useId();
	const [offer, setOffer] = useState<{ models: string[]; text: string }>();
	const asked = useRef('');

	const ask = async () => {
		const key = keyRef.current?.value ?? '';
		const { request } = readSettings({ ...settings, message: '-', model: '-' }, key);
		// Without a key most endpoints would only answer 401.
		if (!request || (settings.sendTo === 'endpoint' && request.apiKey === undefined)) return;
		if (asked.current === request.baseURL) return;
		asked.current = request.baseURL;
		const offered = await listModels(settings.sendTo, request).then(
			(models) => ({ models, text: listed(models) }),
			(error: Error) => ({ models: [], text: `${error.message} Type a model’s name.` })
		);
		// Another endpoint has been asked since.
		if (asked.current !== request.baseURL) return;
		// So that a failure is asked about again.
		if (offered.models.length === 0) asked.current = '';
		setOffer(offered);
	};

	return (
		<Labelled label="Model" problem={problem} hint={offer?.text}>
			{(field) => (
				<>
					<input
						{...field}
						list={listId}
						autoComplete="off"
						spellCheck={false}
						value={settings.model}
						onFocus={ask}
						onChange={(event) => onChange({ model: event.target.value })}
					/>
					<datalist id={listId}>
						{offer?.models.map((model) => (
							<option key={model} value={model}>
								{model}
							</option>
						))}
					</datalist>
				</>
			)}
		</Labelled>
	);
}

/** Gateways may offer hundreds. */
function listed(models: readonly string[]): string {
	if (models.length === 0) return 'The endpoint offers no model by name.';
	const more = models.length > 8 ? ` and ${models.length - 8} more` : '';
	return `Offered here: ${models.slice(0, 8).join(', ')}${more}.`;
}
