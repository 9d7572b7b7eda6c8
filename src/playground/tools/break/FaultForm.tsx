import { useState } from 'react';
import { faultDescriptions } from '../../../demo/index.ts';
import type { FaultDescription } from '../../../demo/index.ts';
import { Labelled, Sentences } from '../../parts/index.ts';
import { RunEcho } from '../../ending/index.ts';
import type { ToolProps } from '../index.ts';
import { goodClient, GROUP_NAMES } from './expectation.ts';
import { choiceOf, optionsOf, problemWith, readAddress, writeAddress } from '../../state/index.ts';
import type { FaultChoice } from '../../state/index.ts';

type Props = Pick<ToolProps, 'view' | 'settings' | 'onRun'>;

interface Draft {
	readonly choice: FaultChoice | undefined;
	/** The content of the form's fault box when the draft was started. */
	readonly basedOn: string;
}

/** A fault of the demo API, its options and seed. A draft until Run puts it into the form's fault box. */
export function FaultForm({ view, settings, onRun }: Props) {
	const [draft, setDraft] = useState<Draft>();
	// The box has changed since, by whatever means: it wins.
	if (draft && draft.basedOn !== settings.fault) setDraft(undefined);
	const choice = draft ? draft.choice : readAddress(settings.fault, faultDescriptions);
	const fault = faultDescriptions.find(({ name }) => name === choice?.name);
	const problems = fault && choice ? problemsOf(choice, fault) : {};
	const hasProblem = Object.keys(problems).length > 0;

	const choose = (next: FaultChoice | undefined) =>
		setDraft({ choice: next, basedOn: settings.fault });

	const chooseName = (name: string) => {
		const next = faultDescriptions.find((known) => known.name === name);
		choose(next && choiceOf(next));
	};

	return (
		<form
			aria-label="A fault of the demo API"
			onSubmit={(event) => {
				event.preventDefault();
				if (hasProblem) return;
				onRun({ sendTo: 'demo', fault: fault && choice ? writeAddress(choice, fault) : '' });
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
							{Object.entries(GROUP_NAMES).map(([group, name]) => (
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
						onChange={(values) => choose({ ...choice, values })}
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
					<dt>In the wild</dt>
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
