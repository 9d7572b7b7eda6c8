/**
 * The playground: a thin view over one session. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ending } from './Ending.tsx';
import { FrameList } from './FrameList.tsx';
import { loadEngine, prefetch } from './lazy.ts';
import { RequestForm } from './RequestForm.tsx';
import { Response } from './Response.tsx';
import type { ResponseView } from './Response.tsx';
import { sample } from './sample.ts';
import { createSelection } from './selection.ts';
import { atPaint, createSession } from './session.ts';
import { defaultSettings, readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import type { SmoothMode } from './smooth/modes.ts';
import { Timing } from './Timing.tsx';
import { ToolDock } from './ToolDock.tsx';
import { count, formatBytes } from './format.ts';
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
	const [smooth, setSmooth] = useState<SmoothMode>('off');
	const keyRef = useRef<HTMLInputElement>(null);

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
				selection={selection}
				idle={
					settings.sendTo === 'demo'
						? 'Press Run. No key needed. What stands here is a recorded run.'
						: 'Press Run to send the request to your endpoint.'
				}
			/>
			<div className="pg-columns">
				<section aria-label="Raw frames">
					<header>
						<h2>Raw frames</h2>
						<span>{snapshot && sizes(snapshot.frames.length, snapshot.timing.bytes)}</span>
					</header>
					<FrameList key={runId} snapshot={snapshot} isRunning={isRunning} />
				</section>
				<section aria-label="Response">
					<Response
						{...{ runId, snapshot, isRunning }}
						view={textView}
						onView={setTextView}
						smooth={smooth}
						onSmooth={setSmooth}
					/>
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

function sizes(frames: number, bytes: number): string {
	return `${count(frames, 'frame')}, ${formatBytes(bytes)}`;
}
