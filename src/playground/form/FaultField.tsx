import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { addressOf } from '../../address.ts';
import { Labelled, Sentences } from '../parts/index.ts';
import { loadEngine } from '../lazy.ts';
import type { Settings } from '../state/index.ts';

interface Props {
	settings: Settings;
	onChange: (change: Partial<Settings>) => void;
	problem: ReactNode;
}

/** Scripted trouble for the demo's answers: by name, with options if wanted, as in `cut;after=7`. */
export function FaultField({ settings, onChange, problem }: Props) {
	const listId = useId();
	const [faults, setFaults] = useState<{ name: string; what: string }[]>([]);
	const [name] = settings.fault.trim().split(';');
	const chosen = faults.find((fault) => fault.name === name);

	const list = () =>
		loadEngine().then(
			(engine) => setFaults(engine.listFaults()),
			// The run cannot start either then, and reports it.
			() => setFaults([])
		);

	return (
		<Labelled
			label="Fault"
			problem={
				problem && (
					<>
						{problem} <a href={addressOf('/test-your-client/')}>All faults</a>
					</>
				)
			}
			hint={
				chosen ? (
					<Sentences text={chosen.what} />
				) : (
					faults.length > 0 && <a href={addressOf('/test-your-client/')}>All faults</a>
				)
			}
		>
			{(field) => (
				<>
					<input
						{...field}
						list={listId}
						autoComplete="off"
						spellCheck={false}
						placeholder="none"
						value={settings.fault}
						onFocus={list}
						onChange={(event) => onChange({ fault: event.target.value })}
					/>
					<datalist id={listId}>
						{faults.map((fault) => (
							<option key={fault.name} value={fault.name}>
								{fault.what}
							</option>
						))}
					</datalist>
				</>
			)}
		</Labelled>
	);
}
