import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Labelled } from '../parts/index.ts';
import { loadEngine } from '../lazy.ts';
import { readSettings, usePlayground } from '../state/index.ts';
import type { Settings } from '../state/index.ts';

interface Props {
	settings: Settings;
	onChange: (change: Partial<Settings>) => void;
	problem: ReactNode;
}

/** Enough to choose from; what is typed narrows them down. */
const MAX_OFFERED = 200;

/**
 * A text box that offers the endpoint's models. The demo is asked when the reader comes to it: that costs
 * nothing and carries no key. An endpoint of the reader's is asked when they say so.
 */
export function ModelField({ settings, onChange, problem }: Props) {
	const { key } = usePlayground().form;
	const listId = useId();
	const [offer, setOffer] = useState<{ models: string[]; text: string }>();
	const asked = useRef('');
	const isDemo = settings.sendTo === 'demo';
	const typed = settings.model.trim().toLowerCase();
	// A complete name has been chosen, so offer the others again.
	const isChosen = offer?.models.some((model) => model.toLowerCase() === typed) ?? true;
	const offered = (offer?.models ?? [])
		.filter((model) => isChosen || model.toLowerCase().includes(typed))
		.slice(0, MAX_OFFERED);

	const ask = async () => {
		const { request } = readSettings({ ...settings, message: '-', model: '-' }, key.read());
		if (!request) {
			setOffer({ models: [], text: 'The models are listed once the base URL is right.' });
			return;
		}
		asked.current = request.baseURL;
		const found = await loadEngine()
			.then((engine) => engine.listModels(settings.sendTo, request))
			.then(
				(models) => ({ models, text: listed(models) }),
				(error: Error) => ({ models: [], text: `${error.message} Type a model’s name.` })
			);
		// Another endpoint has been asked since.
		if (asked.current !== request.baseURL) return;
		// So that a failed request is tried again.
		if (found.models.length === 0) asked.current = '';
		setOffer(found);
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
						onFocus={() => {
							if (isDemo && asked.current === '') void ask();
						}}
						onChange={(event) => onChange({ model: event.target.value })}
					/>
					<datalist id={listId}>
						{offered.map((model) => (
							<option key={model} value={model}>
								{model}
							</option>
						))}
					</datalist>
					{!isDemo && (
						<button type="button" className="pg-link" onClick={() => void ask()}>
							List models
						</button>
					)}
				</>
			)}
		</Labelled>
	);
}

/** Gateways may offer hundreds. */
function listed(models: readonly string[]): string {
	if (models.length === 0) return 'The endpoint lists no models.';
	const more = models.length > 8 ? ` and ${models.length - 8} more` : '';
	return `Offered here: ${models.slice(0, 8).join(', ')}${more}.`;
}
