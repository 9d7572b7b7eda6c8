import { useEffect, useId, useRef } from 'react';
import { SUGGESTIONS } from '../../demo/index.ts';
import { ForeignAddress } from './ForeignAddress.tsx';
import { EndpointFields } from './EndpointFields.tsx';
import { FaultNote } from './FaultNote.tsx';
import { useAction } from '../keys/index.ts';
import { Labelled } from '../parts/index.ts';
import { MisplacedKey } from './MisplacedKey.tsx';
import { Options } from './Options.tsx';
import type { PartProps } from './part-props.ts';
import { prefetch } from '../lazy.ts';
import type { Field } from '../state/index.ts';
import { misplacedKeys, useForm, usePlayground, useSession } from '../state/index.ts';
import './form.css';
import './layout.css';

interface Props {
	/** Runs what the form holds. */
	onRun: () => void;
	/** Checks the endpoint that the form names. */
	onCheck: () => void;
}

/** Where to send, what to send, Run and Stop. */
export function RequestForm({ onRun, onCheck }: Props) {
	const { form: state, session } = usePlayground();
	const { change: onChange } = state;
	const settings = useForm((one) => one.settings);
	const problems = useForm((one) => one.problems);
	const isRunning = useSession((view) => view.isRunning);
	const form = useRef<HTMLFormElement>(null);
	const meant = useForm((one) => one.meant);
	const misplaced = misplacedKeys(settings, meant);
	const problem = (field: Field) => {
		const found = misplaced.find((one) => one.field === field);
		if (found) {
			const onMean = found.mayBeMeant ? () => state.mean(found.field) : undefined;
			return (
				<MisplacedKey text={found.text} onMove={() => state.moveKey(found.field)} onMean={onMean} />
			);
		}
		return problems.find((one) => one.field === field)?.text;
	};

	// After the options have opened for it: the effects of parts come first.
	useEffect(() => {
		if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
	}, [problems]);

	useAction('run', onRun);
	useAction('stop', session.stop, isRunning);

	return (
		// Fields have no `name`: were this form ever submitted by the browser, it would carry nothing.
		<form
			ref={form}
			className="pg-form"
			method="dialog"
			noValidate
			onFocus={prefetch}
			onPointerEnter={prefetch}
			onSubmit={(event) => {
				event.preventDefault();
				onRun();
			}}
		>
			<div className="pg-bar">
				<SendToGroup settings={settings} onChange={onChange} />
				<FaultNote
					settings={settings}
					onRemove={() => {
						onChange({ fault: '' });
						form.current?.querySelector<HTMLElement>('.pg-run')?.focus();
					}}
				/>
				<div className="pg-prompts" role="group" aria-label="Prompts">
					{SUGGESTIONS.map(({ label, prompt }) => (
						<button
							key={label}
							type="button"
							title={prompt}
							aria-pressed={settings.message === prompt}
							onClick={() => onChange({ message: prompt })}
						>
							{label}
						</button>
					))}
				</div>
			</div>

			<EndpointFields {...{ settings, onChange, problem, onCheck }} />

			<div className="pg-send">
				<Labelled label="Message" problem={problem('message')}>
					{(field) => (
						<textarea
							{...field}
							rows={1}
							value={settings.message}
							onChange={(event) => onChange({ message: event.target.value })}
						/>
					)}
				</Labelled>
				<div className="pg-buttons">
					<button type="submit" className="pg-run" title="Ctrl or Cmd + Enter">
						Run <kbd aria-hidden="true">Ctrl ⏎</kbd>
					</button>
					<button type="button" className="pg-stop" disabled={!isRunning} onClick={session.stop}>
						Stop
					</button>
				</div>
			</div>

			<ForeignAddress />

			<Options {...{ settings, onChange, problem }} />
		</form>
	);
}

function SendToGroup({ settings, onChange }: Pick<PartProps, 'settings' | 'onChange'>) {
	const name = useId();
	const choices = [
		['demo', 'Demo API'],
		['endpoint', 'Your endpoint'],
	] as const;
	return (
		<div className="pg-send-to" role="radiogroup" aria-labelledby={`${name}-label`}>
			<span id={`${name}-label`}>Send to</span>
			{choices.map(([sendTo, label]) => (
				<label key={sendTo}>
					<input
						type="radio"
						// Radio buttons need a name to be a group; its value says nothing of the reader's.
						name={name}
						checked={settings.sendTo === sendTo}
						onChange={() => onChange({ sendTo })}
					/>
					{label}
				</label>
			))}
		</div>
	);
}
