import { useEffect, useRef, useState } from 'react';
import { loadJSONFields } from '../lazy.ts';
import { latePart, Labelled } from '../parts/index.ts';
import { FaultField } from './FaultField.tsx';
import { ModelField } from './ModelField.tsx';
import type { PartProps } from './part-props.ts';
import { ProtocolField } from './ProtocolField.tsx';

const OPTIONS = [
	'model',
	'fault',
	'temperature',
	'maxTokens',
	'system',
	'tools',
	'responseFormat',
] as const;

// Most readers never open the options, and their pages come without these.
const JSONFields = latePart(async () => (await loadJSONFields()).JSONFields);

/** Options that most requests leave at their defaults. */
export function Options({ settings, onChange, problem }: PartProps) {
	const toEndpoint = settings.sendTo === 'endpoint';
	const details = useRef<HTMLDetailsElement>(null);
	const hasProblem = OPTIONS.some((field) => problem(field) !== undefined);
	const [isOpen, setIsOpen] = useState(toEndpoint);
	// It may have been opened before the playground was awake.
	useEffect(() => setIsOpen(details.current?.open ?? false), []);
	// A problem must not stay hidden.
	useEffect(() => {
		if (hasProblem && details.current) details.current.open = true;
	}, [hasProblem]);
	return (
		// Keyed: a change of endpoint opens or closes it; after that it is the reader's.
		<details
			key={settings.sendTo}
			ref={details}
			className="pg-options"
			open={toEndpoint}
			onToggle={(event) => setIsOpen(event.currentTarget.open)}
		>
			<summary>Options</summary>
			<div className="pg-option-fields">
				<ModelField key={settings.sendTo} {...{ settings, onChange }} problem={problem('model')} />
				<ProtocolField {...{ settings, onChange }} />
				{!toEndpoint && <FaultField {...{ settings, onChange }} problem={problem('fault')} />}
				<Labelled label="Temperature" problem={problem('temperature')}>
					{(field) => (
						<input
							{...field}
							inputMode="decimal"
							placeholder="0 to 2"
							value={settings.temperature}
							onChange={(event) => onChange({ temperature: event.target.value })}
						/>
					)}
				</Labelled>
				<Labelled label="Maximum tokens" problem={problem('maxTokens')}>
					{(field) => (
						<input
							{...field}
							inputMode="numeric"
							placeholder="no limit"
							value={settings.maxTokens}
							onChange={(event) => onChange({ maxTokens: event.target.value })}
						/>
					)}
				</Labelled>
				<Labelled label="System" problem={problem('system')}>
					{(field) => (
						<textarea
							{...field}
							rows={1}
							placeholder="none"
							value={settings.system}
							onChange={(event) => onChange({ system: event.target.value })}
						/>
					)}
				</Labelled>
				{isOpen && <JSONFields {...{ settings, onChange, problem }} />}
			</div>
		</details>
	);
}
