/**
 * The playground: a thin view over one session. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ending } from './Ending.tsx';
import { FramesPane } from './frames/FramesPane.tsx';
import { loadEngine, prefetch } from './lazy.ts';
import { useTextLinks } from './links/use-text-links.ts';
import { RequestForm } from './RequestForm.tsx';
import { Response, textOf } from './Response.tsx';
import type { ResponseView } from './Response.tsx';
import { sample } from './sample.ts';
import { createSelection } from './selection.ts';
import { atPaint, createSession } from './session.ts';
import { defaultSettings, readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import { Timing } from './Timing.tsx';
import { ToolDock } from './ToolDock.tsx';
import './playground.css';

interface Props {
	/** `guide`: fixed height within a page; `page`: as high as the window allows. */
	variant: 'guide' | 'page';
	/** What the form holds at first, where it is not the defaults: a page's own request, or a fault. */
	preset?: Partial<Settings> | undefined;
}

export function Playground({ variant, preset }: Props) {
	const [session] = useState(() => createSession(atPaint));
	const [selection] = useState(createSelection);
	const view = useSyncExternalStore(session.subscribe, session.view, session.view);
	const [settings, setSettings] = useState<Settings>({ ...defaultSettings, ...preset });
	const [problems, setProblems] = useState<readonly Problem[]>([]);
	const [textView, setTextView] = useState<ResponseView>('markdown');
	const keyRef = useRef<HTMLInputElement>(null);
	const responseRef = useRef<HTMLElement>(null);
	const toldRef = useRef<HTMLParagraphElement>(null);

	// Leaving the page's view by client-side means would leave a request running.
	useEffect(() => () => session.stop(), [session]);

	const change = (part: Partial<Settings>) => {
		setProblems([]);
		setSettings((was) => ({ ...was, ...part }));
	};

	const run = (wanted: Settings) => {
		selection.select(undefined, 'frames');
		const { request, problems: found = [] } = readSettings(wanted, keyRef.current?.value ?? '');
		setProblems(found);
		if (!request) return;
		void session.run(wanted, async () => (await loadEngine()).makeRun(wanted.sendTo, request));
	};

	const isSample = view.runId === 0;
	const snapshot = isSample ? sample : view.snapshot;
	const { isRunning, runId } = view;
	useTextLinks(responseRef, toldRef, selection, { snapshot, isRunning });

	return (
		<div
			className="pg not-content"
			data-variant={variant}
			data-sample={isSample || undefined}
			data-running={isRunning || undefined}
		>
			<RequestForm
				settings={settings}
				onChange={change}
				keyRef={keyRef}
				problems={problems}
				isRunning={isRunning}
				onRun={run}
				onStop={session.stop}
				onNear={prefetch}
			/>
			<Timing snapshot={snapshot} isRunning={isRunning} startedAt={view.startedAt} />
			<Ending
				snapshot={isSample ? undefined : snapshot}
				isRunning={isRunning}
				failure={view.failure}
				idle={
					settings.sendTo === 'demo'
						? 'Press Run. No key needed. What stands here is a recorded run.'
						: 'Press Run to send the request to your endpoint.'
				}
			/>
			<div className="pg-columns">
				<FramesPane {...{ snapshot, runId, isRunning, selection }} />
				<section aria-label="Response" ref={responseRef}>
					<header>
						<h2>Response</h2>
						<ViewSwitch view={textView} onChange={setTextView} />
						<CopyButton text={() => textOf(snapshot)} />
					</header>
					<Response key={runId} snapshot={snapshot} isRunning={isRunning} view={textView} />
					<p className="sr-only" aria-live="polite" ref={toldRef} />
				</section>
			</div>
			<ToolDock
				{...{ session, view, snapshot, selection, settings }}
				onSettings={change}
				onRun={(part) => {
					if (part) change(part);
					run({ ...settings, ...part });
				}}
			/>
		</div>
	);
}

function ViewSwitch(props: { view: ResponseView; onChange: (view: ResponseView) => void }) {
	return (
		<div className="pg-switch" role="group" aria-label="Show the response as">
			{(['markdown', 'plain'] as const).map((view) => (
				<button
					key={view}
					type="button"
					aria-pressed={props.view === view}
					onClick={() => props.onChange(view)}
				>
					{view === 'markdown' ? 'Markdown' : 'Plain'}
				</button>
			))}
		</div>
	);
}

/** Copies, and says for a moment that it did, or that the browser would not. */
function CopyButton({ text }: { text: () => string }) {
	const [said, setSaid] = useState('Copy');
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);
	const copy = async () => {
		setSaid(
			await navigator.clipboard.writeText(text()).then(
				() => 'Copied',
				() => 'Copying was refused'
			)
		);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setSaid('Copy'), 2000);
	};
	return (
		<button type="button" className="pg-copy" onClick={copy}>
			{said}
		</button>
	);
}
