import { Labelled } from '../parts/index.ts';
import { PROTOCOLS } from '../state/index.ts';
import type { PartProps } from './part-props.ts';

/** Which of an endpoint's APIs is asked. */
export function ProtocolField({ settings, onChange }: Omit<PartProps, 'problem'>) {
	const { protocol, sendTo, keyHeader } = settings;
	const isForAnthropic = protocol === 'messages' && sendTo === 'endpoint' && !keyHeader;
	return (
		<Labelled
			label="Protocol"
			problem={undefined}
			hint={isForAnthropic ? 'Anthropic’s own API takes the key as X-API-Key.' : undefined}
		>
			{(field) => (
				<select
					{...field}
					value={protocol}
					onChange={({ target }) => {
						const chosen = PROTOCOLS.find(({ name }) => name === target.value);
						if (chosen) onChange({ protocol: chosen.name });
					}}
				>
					{PROTOCOLS.map(({ name, label }) => (
						<option key={name} value={name}>
							{label}
						</option>
					))}
				</select>
			)}
		</Labelled>
	);
}
