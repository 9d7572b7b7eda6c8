/**
 * The reader's current request as a program, in the language they choose. It follows the form as they type.
 * The key is not in the form's settings, and so not in the program.
 */
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import type { CSSProperties } from 'react';
import {
	loadChoice,
	PRINTED,
	readChoice,
	saveChoice,
	clearChoice,
} from '../../../snippets/index.ts';
import { loadCodeColours } from '../../lazy.ts';
import { Switch, useCopy } from '../../parts/index.ts';
import { readSettings, type Settings } from '../../state/index.ts';
import type { ToolProps } from '../index.ts';
import type { Grammar, Highlight } from './highlight.ts';
import { chooseLanguage, chosenLanguage } from './language.ts';
import { localOrigin, programs, type Program } from './programs.ts';

const LANGUAGES = programs.map(({ label }) => ({ value: label, name: label }));

export function CodePanel({ settings }: ToolProps) {
	const [label, setLabel] = useState(chosenLanguage);
	// There is always a first.
	const program = programs.find((one) => one.label === label) ?? programs[0]!;
	const { request, problems = [] } = readSettings(settings, '');

	return (
		<div className="pg-code">
			<div className="pg-code-bar">
				<Switch
					label="Language"
					options={LANGUAGES}
					value={program.label}
					onChange={(language) => {
						setLabel(language);
						chooseLanguage(language);
					}}
				/>
				{request && <CopyCode text={program.make(request)} />}
			</div>
			{settings.protocol !== 'chat' && (
				<p className="pg-hint">
					These programs ask for chat completions; the form sends another protocol.
				</p>
			)}
			<p className="pg-hint">
				<Instructions settings={settings} program={program} />
			</p>
			{request ? (
				<pre tabIndex={0} aria-label={`${program.file}, your request`}>
					<ProgramText text={program.make(request)} grammar={program.grammar} />
				</pre>
			) : (
				problems.map(({ field, text }) => (
					<p key={field} className="pg-problem">
						{text}
					</p>
				))
			)}
			{settings.sendTo === 'endpoint' && <ForAllCode settings={settings} />}
		</div>
	);
}

/** In the colours of the pages' code, once they have loaded. Deferred, so that typing in the form stays fast. */
function ProgramText({ text, grammar }: { text: string; grammar: Grammar | undefined }) {
	const [loaded, setLoaded] = useState<{ grammar: Grammar; highlight: Highlight }>();
	useEffect(() => {
		if (grammar === undefined) return;
		let isOver = false;
		const onLoad = (highlight: Highlight) => !isOver && setLoaded({ grammar, highlight });
		// If loading fails, the program is shown without colours.
		loadCodeColours()
			.then(({ loadHighlight }) => loadHighlight(grammar))
			.then(onLoad, () => undefined);
		return () => {
			isOver = true;
		};
	}, [grammar]);

	const shown = useDeferredValue(text);
	const lines = useMemo(
		() => (loaded && loaded.grammar === grammar ? loaded.highlight(shown) : undefined),
		[loaded, grammar, shown]
	);
	if (!lines) return <code>{shown}</code>;
	return (
		<code>
			{lines.map((line, at) => (
				<span key={at}>
					{at > 0 && '\n'}
					{line.map(({ text: piece, light, dark }, place) => (
						// React's types know no custom properties.
						<span key={place} style={{ '--light': light, '--dark': dark } as CSSProperties}>
							{piece}
						</span>
					))}
				</span>
			))}
		</code>
	);
}

/** What to do before running the program. */
function Instructions({ settings, program }: { settings: Settings; program: Program }) {
	const { file, install, run } = program;
	return (
		<>
			{settings.sendTo === 'demo' ? (
				<>
					<code>npm start</code> in a copy of this site serves the demo API at{' '}
					<code>{localOrigin}</code>; any key will do.{' '}
				</>
			) : (
				'Your key is not in it. '
			)}
			The program reads <code>SOLIDRUST_API_KEY</code>. {install && <code>{install}</code>}
			{install && ', then'} {install ? 'save as' : 'Save as'} <code>{file}</code> and run{' '}
			<code>{run}</code>.
			{hasLoneSurrogate(settings) && ' Half a character is written as �, as no file can hold it.'}
		</>
	);
}

function hasLoneSurrogate({ message, system, model, tools, responseFormat }: Settings): boolean {
	return ![message, system, model, tools, responseFormat].every((text) => text.isWellFormed());
}

/** Copies, and announces it to screen readers, which do not read out a changed button label. */
function CopyCode({ text }: { text: string }) {
	const { result, copy } = useCopy();
	return (
		<>
			<button type="button" className="pg-copy" onClick={() => copy(text)}>
				{result ?? 'Copy code'}
			</button>
			<span className="sr-only" role="status">
				{result}
			</span>
		</>
	);
}

const storage = () => localStorage;

/** Applies the form's base URL and model to all code on the site. */
function ForAllCode({ settings }: { settings: Settings }) {
	const id = useId();
	const [choice, setChoice] = useState(() => loadChoice(storage));
	const [problem, setProblem] = useState('');
	// The choice can also be made in a form on the page itself.
	useEffect(() => {
		const reload = () => setChoice(loadChoice(storage));
		addEventListener('code-choice', reload);
		return () => removeEventListener('code-choice', reload);
	}, []);
	const isPrinted = choice.baseURL === PRINTED.baseURL && choice.model === PRINTED.model;

	const set = (change: 'use' | 'reset') => {
		const read = readChoice(change === 'use' ? settings : PRINTED);
		setProblem('problem' in read ? read.problem : '');
		if (!read.choice) return;
		if (change === 'reset') clearChoice(storage);
		else saveChoice(storage, read.choice);
		setChoice(read.choice);
		// For the code on this page outside the playground (components/PageTitle.astro).
		dispatchEvent(new CustomEvent('code-choice', { detail: read.choice }));
	};

	return (
		<div className="pg-code-all">
			<button type="button" className="pg-link" aria-describedby={id} onClick={() => set('use')}>
				Use base URL and model in all code on this site
			</button>
			{!isPrinted && (
				<button type="button" className="pg-link" onClick={() => set('reset')}>
					Reset
				</button>
			)}
			<p id={id} role="status" className={problem ? 'pg-problem' : 'pg-hint'}>
				{problem || (isPrinted ? '' : `All code names ${choice.baseURL} and ${choice.model}.`)}
			</p>
		</div>
	);
}
