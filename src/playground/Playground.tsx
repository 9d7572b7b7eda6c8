/**
 * The playground: a thin view over one session. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ending } from './Ending.tsx';
import { FramesPane } from './frames/FramesPane.tsx';
import { ActionsContext } from './keys/actions.ts';
import { Foot } from './keys/Foot.tsx';
import { useKeys } from './keys/use-keys.ts';
import { loadEngine, prefetch } from './lazy.ts';
import { useTextLinks } from './links/use-text-links.ts';
import { RequestForm } from './RequestForm.tsx';
import { Response } from './Response.tsx';
import { sample } from './sample.ts';
import { createSelection } from './selection.ts';
import { atPaint, createSession } from './session.ts';
import { readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import { LinkNotice } from './share/LinkNotice.tsx';
import { useForm } from './share/use-form.ts';
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
	const [problems, setProblems] = useState<readonly Problem[]>([]);
	const root = useRef<HTMLDivElement>(null);
	const keyRef = useRef<HTMLInputElement>(null);
	const responseRef = useRef<HTMLElement>(null);
	const toldRef = useRef<HTMLParagraphElement>(null);
	const form = useForm(preset, keyRef);
	const { settings, display } = form;
	const actions = useKeys(root, display.singleKeys);

	// Leaving the page's view by client-side means would leave a request running.
	useEffect(() => () => session.stop(), [session]);

	const change = (part: Partial<Settings>) => {
		setProblems([]);
		form.change(part);
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
		<ActionsContext value={actions}>
			<div
				ref={root}
				className="pg not-content"
				data-variant={variant}
				data-sample={isSample || undefined}
				data-running={isRunning || undefined}
			>
				{form.opened && <LinkNotice opened={form.opened} onDismiss={form.dismiss} />}
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
				<Foot
					{...{ settings, display, keyRef, selection }}
					onDisplay={form.show}
					onForget={form.forget}
					frameCount={snapshot?.frames.length ?? 0}
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
					<FramesPane {...{ snapshot, runId, isRunning, selection }} />
					<section aria-label="Response" ref={responseRef}>
						<Response
							{...{ runId, snapshot, isRunning }}
							view={display.view}
							onView={(wanted) => form.show({ view: wanted })}
							smooth={display.smooth}
							onSmooth={(wanted) => form.show({ smooth: wanted })}
						/>
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
		</ActionsContext>
	);
}
