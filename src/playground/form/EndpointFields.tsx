import { CHECK_COST } from '../../check/index.ts';
import { Labelled } from '../parts/index.ts';
import { readBaseURL } from '../state/index.ts';
import { KeyField } from './KeyField.tsx';
import type { PartProps } from './part-props.ts';

interface Props extends PartProps {
	onCheck: () => void;
}

export function EndpointFields({ settings, onChange, problem, onCheck }: Props) {
	const base = readBaseURL(settings.baseURL);
	const url = 'value' in base ? new URL(base.value) : undefined;
	return (
		// Hidden rather than left out, so that a key survives a look at the demo.
		<div className="pg-endpoint" hidden={settings.sendTo !== 'endpoint'}>
			<Labelled
				label="Base URL"
				problem={problem('baseURL')}
				hint={
					<>
						<button type="button" className="pg-link" onClick={onCheck}>
							Check this base URL
						</button>{' '}
						Shows what it gets right: {CHECK_COST.requests} requests, at most{' '}
						{CHECK_COST.answerTokens} output tokens.
					</>
				}
			>
				{(field) => (
					<input
						{...field}
						inputMode="url"
						// The address stands in for a user name, so that password managers store it with the key.
						autoComplete="username"
						spellCheck={false}
						value={settings.baseURL}
						onChange={(event) => onChange({ baseURL: event.target.value })}
					/>
				)}
			</Labelled>
			<KeyField {...{ settings, onChange, url }} problem={problem('key')} />
		</div>
	);
}
