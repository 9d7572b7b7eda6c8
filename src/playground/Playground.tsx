/**
 * The playground: a thin view over one session. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ending } from './Ending.tsx';
import { FrameList } from './FrameList.tsx';
import { loadEngine, prefetch } from './lazy.ts';
import { ImportSaid } from './replay/ImportSaid.tsx';
import { useDrop } from './replay/use-drop.ts';
import { useImport } from './replay/use-import.ts';
import { RequestForm } from './RequestForm.tsx';
import { Response, textOf } from './Response.tsx';
import type { ResponseView } from './Response.tsx';
import { shorten } from './runs/kept-runs.ts';
import { sample } from './sample.ts';
import { createSelection } from './selection.ts';
import { atPaint, createSession } from './session.ts';
import type { Opening, SessionView } from './session.ts';
import { defaultSettings, readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import { Timing } from './Timing.tsx';
import { ToolDock } from './ToolDock.tsx';
import { count, formatBytes } from './format.ts';
import './playground.css';

interface Props {
	/** `guide`: fixed height within a page; `page`: as high as the window allows. */
	variant: 'guide' | 'page';
	/** What the form holds at first, where it is not the defaults: a page's own request, or a fault. */
	preset?: Partial<Settings> | undefined;
	/** The run that stands there first. */
	opening?: Opening | undefined;
}

const firstSight: Opening = { shown: 'sample', title: 'A recorded run', snapshot: sample };

export function Playground({ variant, preset, opening = firstSight }: Props) {
	const [session] = useState(() => createSession(atPaint, opening));
	const [selection] = useState(createSelection);
	const view = useSyncExternalStore(session.subscribe, session.view, session.view);
	const [settings, setSettings] = useState<Settings>({ ...defaultSettings, ...preset });
	const [problems, setProblems] = useState<readonly Problem[]>([]);
	const [textView, setTextView] = useState<ResponseView>('markdown');
	const { said, take } = useImport(session);
	const drop = useDrop((file) => void take(file));
	const keyRef = useRef<HTMLInputElement>(null);

	// Leaving the page's view by client-side means would leave a request running.
	useEffect(() => () => session.stop(), [session]);

	const change = (part: Partial<Settings>) => {
		setProblems([]);
		setSettings((was) => ({ ...was, ...part }));
	};

	const readRequest = (wanted: Settings) => {
		const { request, problems: found = [] } = readSettings(wanted, keyRef.current?.value ?? '');
		setProblems(found);
		return request;
	};

	const run = (wanted: Settings) => {
		selection.select(undefined, 'frames');
		const request = readRequest(wanted);
		if (!request) return;
		void session.run(wanted, async () => (await loadEngine()).makeRun(wanted.sendTo, request));
	};

	const { snapshot, isRunning, runId, tape } = view;
	// More is to come: from the server, or from the tape.
	const isOpen = isRunning || (tape !== undefined && !tape.isAtEnd);
	// The recorded run that stands in, until it is touched.
	const isSample = view.shown === 'sample' && tape!.isAtEnd && !tape!.isPlaying;

	return (
		<div
			className="pg not-content"
			data-variant={variant}
			data-sample={isSample || undefined}
			data-running={isRunning || undefined}
			{...drop}
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
			<Timing session={session} view={view} caption={captionOf(view)} />
			<ImportSaid said={said} />
			<Ending
				snapshot={isSample ? undefined : snapshot}
				isRunning={isRunning}
				failure={view.failure}
				idle={idleText(view, settings)}
			/>
			<div className="pg-columns">
				<section aria-label="Raw frames">
					<header>
						<h2>Raw frames</h2>
						<span>{snapshot && sizes(snapshot.frames.length, snapshot.timing.bytes)}</span>
					</header>
					<FrameList key={runId} snapshot={snapshot} isRunning={isOpen} />
				</section>
				<section aria-label="Response">
					<header>
						<h2>Response</h2>
						<ViewSwitch view={textView} onChange={setTextView} />
						<CopyButton text={() => textOf(snapshot)} />
					</header>
					<Response key={runId} snapshot={snapshot} isRunning={isRunning} view={textView} />
				</section>
			</div>
			<ToolDock
				{...{ session, view, snapshot, selection, settings }}
				onSettings={change}
				readRequest={() => readRequest(settings)}
				onRun={(part) => {
					if (part) change(part);
					run({ ...settings, ...part });
				}}
			/>
		</div>
	);
}

/** What the line says that tells how a run ended, where none has. */
function idleText({ tape, shown }: SessionView, { sendTo }: Settings): string {
	if (tape?.isPlaying) return 'Replaying.';
	if (tape && !tape.isAtEnd) return 'A moment of this run. End on the scrubber shows all of it.';
	if (sendTo === 'endpoint') return 'Press Run to send the request to your endpoint.';
	return shown === 'sample'
		? 'Press Run. No key needed. What stands here is a recorded run.'
		: 'Press Run. No key needed.';
}

/** Where the run on the screen comes from, unless the reader has just run it. */
function captionOf({ shown, title }: SessionView): string {
	if (shown === 'recording') return `Recorded: ${title}`;
	if (shown === 'import') return `Imported: ${title}.`;
	if (shown === 'kept') return `Kept: ${shorten(title)}.`;
	return '';
}

function sizes(frames: number, bytes: number): string {
	return `${count(frames, 'frame')}, ${formatBytes(bytes)}`;
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
