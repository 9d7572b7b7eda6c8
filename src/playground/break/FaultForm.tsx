import { useState } from 'react';
import { faultDescriptions } from '../../demo/index.ts';
import type { FaultDescription } from '../../demo/index.ts';
import { Labelled } from '../Labelled.tsx';
import { RunEcho } from '../RunEcho.tsx';
import { Sentences } from '../Sentences.tsx';
import type { ToolProps } from '../tools.ts';
import { goodClient, groupNames } from './expectation.ts';
import { choiceOf, optionsOf, problemWith, readAddress, writeAddress } from './fault-address.ts';
import type { FaultChoice } from './fault-address.ts';

type Props = Pick<ToolProps, 'view' | 'settings' | 'onSettings' | 'onRun'>;

/** A fault of the demo API, its options and seed. What is chosen stands in the form's fault box too. */
export function FaultForm({ view, settings, onSettings, onRun }: Props) {
	// A field may hold what is no value yet; then the address is still the one before.
	const [typed, setTyped] = useState<{ choice: FaultChoice; address: string }>();
	const choice =
		typed?.address === settings.fault
			? typed.choice
			: readAddress(settings.fault, faultDescriptions);
	const fault = faultDescriptions.find(({ name }) => name === choice?.name);
	const problems = fault && choice ? problemsOf(choice, fault) : {};
	const hasProblem = Object.keys(problems).length > 0;

	const choose = (next: FaultChoice, of: FaultDescription) => {
		const isRight = Object.keys(problemsOf(next, of)).length === 0;
		const address = isRight ? writeAddress(next, of) : settings.fault;
		setTyped({ choice: next, address });
		onSettings({ fault: address });
	};

	const chooseName = (name: string) => {
		const next = faultDescriptions.find((known) => known.name === name);
		if (next) choose(choiceOf(next), next);
		else onSettings({ fault: '' });
	};

	return (
		<form
			aria-label="A fault of the demo API"
			onSubmit={(event) => {
				event.preventDefault();
				if (!hasProblem) onRun({ sendTo: 'demo' });
			}}
		>
			<h3>A fault of the demo API</h3>
			<div className="pg-break-fields">
				<Labelled label="Fault to break it with" problem={undefined}>
					{(field) => (
						<select
							{...field}
							value={fault?.name ?? ''}
							onChange={(event) => chooseName(event.target.value)}
						>
							<option value="">none</option>
							{Object.entries(groupNames).map(([group, name]) => (
								<optgroup key={group} label={name}>
									{faultDescriptions
										.filter((known) => known.group === group)
										.map((known) => (
											<option key={known.name}>{known.name}</option>
										))}
								</optgroup>
							))}
						</select>
					)}
				</Labelled>
				{fault && choice && (
					<OptionFields
						{...{ fault, choice, problems }}
						onChange={(values) => choose({ ...choice, values }, fault)}
					/>
				)}
			</div>
			{fault && (
				<dl>
					<dt>What happens</dt>
					<dd>
						<Sentences text={fault.what} />
					</dd>
					<dt>A good client</dt>
					<dd>
						<Sentences text={goodClient(fault)} />
					</dd>
					<dt>Seen at</dt>
					<dd>
						<Sentences text={fault.seen} />
					</dd>
				</dl>
			)}
			<button type="submit" className="pg-action" disabled={hasProblem}>
				{fault ? 'Run with this fault' : 'Run without a fault'}
			</button>
			{view.shown === 'live' && !view.recut && <RunEcho view={view} />}
		</form>
	);
}

type Problems = Readonly<Record<string, string>>;

function problemsOf({ values }: FaultChoice, fault: FaultDescription): Problems {
	const found = optionsOf(fault).flatMap(([name, option]) => {
		const problem = problemWith(values[name] ?? '', option);
		return problem === undefined ? [] : [[name, problem] as const];
	});
	return Object.fromEntries(found);
}

interface OptionProps {
	fault: FaultDescription;
	choice: FaultChoice;
	problems: Problems;
	onChange: (values: FaultChoice['values']) => void;
}

function OptionFields({ fault, choice, problems, onChange }: OptionProps) {
	return optionsOf(fault).map(([name, option]) => {
		const value = choice.values[name] ?? '';
		const set = (text: string) => onChange({ ...choice.values, [name]: text });
		return (
			<Labelled
				key={name}
				label={name}
				problem={problems[name]}
				hint={<Sentences text={option.what} />}
			>
				{(field) =>
					'words' in option ? (
						<select {...field} value={value} onChange={(event) => set(event.target.value)}>
							{option.words.map((word) => (
								<option key={word}>{word}</option>
							))}
						</select>
					) : (
						<input
							{...field}
							inputMode="numeric"
							autoComplete="off"
							placeholder={String(option.default)}
							value={value}
							onChange={(event) => set(event.target.value)}
						/>
					)
				}
			</Labelled>
		);
	});
}
