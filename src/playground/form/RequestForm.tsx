import { useEffect, useId, useRef } from 'react';
import { SUGGESTIONS } from '../../demo/index.ts';
import { FaultField } from './FaultField.tsx';
import { FaultNote } from './FaultNote.tsx';
import { useAction } from '../keys/index.ts';
import { Labelled } from '../parts/index.ts';
import { ModelField } from './ModelField.tsx';
import { prefetch } from '../lazy.ts';
import type { Form, Field, Settings } from '../state/index.ts';
import { useForm, usePlayground, useSession, readBaseURL } from '../state/index.ts';
import './form.css';

interface Props {
	/** Runs what the form holds. */
	onRun: () => void;
}

/** Where to send, what to send, Run and Stop. */
export function RequestForm({ onRun }: Props) {
	const { form: state, session } = usePlayground();
	const { change: onChange, keyRef } = state;
	const settings = useForm((one) => one.settings);
	const problems = useForm((one) => one.problems);
	const isRunning = useSession((view) => view.isRunning);
	const form = useRef<HTMLFormElement>(null);
	const problem = (field: Field) => problems.find((one) => one.field === field)?.text;

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

			<EndpointFields {...{ settings, onChange, keyRef, problem }} />

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

			<Options {...{ settings, onChange, keyRef, problem }} />
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

interface PartProps {
	settings: Settings;
	onChange: Form['change'];
	keyRef: Form['keyRef'];
	problem: (field: Field) => string | undefined;
}

function EndpointFields({ settings, onChange, keyRef, problem }: PartProps) {
	const base = readBaseURL(settings.baseURL);
	const url = 'value' in base ? new URL(base.value) : undefined;
	const isClear = url?.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(url.host);
	return (
		// Hidden rather than left out, so that a key survives a look at the demo.
		<div className="pg-endpoint" hidden={settings.sendTo !== 'endpoint'}>
			<Labelled label="Base URL" problem={problem('baseURL')}>
				{(field) => (
					<input
						{...field}
						inputMode="url"
						// Where a key goes stands for who it belongs to: so password managers keep the two together.
						autoComplete="username"
						spellCheck={false}
						value={settings.baseURL}
						onChange={(event) => onChange({ baseURL: event.target.value })}
					/>
				)}
			</Labelled>
			<Labelled
				label="API key"
				problem={problem('key')}
				hint={
					<>
						Kept in this page’s memory only, and sent to{' '}
						<b>{url ? url.host : 'the base URL above'}</b> only.
						{isClear && ' Over http it travels unencrypted: use https.'}
					</>
				}
			>
				{(field) => (
					<input
						{...field}
						ref={keyRef}
						type="password"
						autoComplete="current-password"
						spellCheck={false}
						placeholder="From console.solidrust.ai"
					/>
				)}
			</Labelled>
		</div>
	);
}

function Options({ settings, onChange, keyRef, problem }: PartProps) {
	const toEndpoint = settings.sendTo === 'endpoint';
	const details = useRef<HTMLDetailsElement>(null);
	const hasProblem = (['model', 'fault', 'temperature', 'maxTokens'] as const).some(problem);
	// What is wrong must not stay out of sight.
	useEffect(() => {
		if (hasProblem) details.current!.open = true;
	}, [hasProblem]);
	return (
		// Keyed: a change of endpoint opens or closes it; after that it is the reader's.
		<details key={settings.sendTo} ref={details} className="pg-options" open={toEndpoint}>
			<summary>
				Model, {!toEndpoint && 'fault, '}system message, temperature, maximum tokens
			</summary>
			<div className="pg-option-fields">
				<ModelField
					key={settings.sendTo}
					{...{ settings, onChange, keyRef }}
					problem={problem('model')}
				/>
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
				<Labelled label="System" problem={undefined}>
					{(field) => (
						<textarea
							{...field}
							rows={1}
							placeholder="a system message, or none"
							value={settings.system}
							onChange={(event) => onChange({ system: event.target.value })}
						/>
					)}
				</Labelled>
			</div>
		</details>
	);
}
