/**
 * The playground: a thin view over one session. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Ending } from './ending/Ending.tsx';
import { FramesPane } from './frames/FramesPane.tsx';
import { ActionsContext } from './keys/actions.ts';
import { Foot } from './keys/Foot.tsx';
import { useKeys } from './keys/use-keys.ts';
import { loadEngine, prefetch, readFault } from './lazy.ts';
import { useTextLinks } from './response/links/use-text-links.ts';
import { ImportSaid } from './tools/files/ImportSaid.tsx';
import { useDrop } from './tools/files/use-drop.ts';
import { useImport } from './tools/files/use-import.ts';
import { RequestForm } from './form/RequestForm.tsx';
import { Response } from './response/Response.tsx';
import { shorten } from './state/kept-runs.ts';
import { sample } from './state/sample.ts';
import { createSelection } from './state/selection.ts';
import { atPaint, createSession } from './state/session.ts';
import type { Opening, SessionView } from './state/session.ts';
import { readSettings, stallMs } from './state/settings.ts';
import type { Problem, Settings } from './state/settings.ts';
import { LinkNotice } from './share/LinkNotice.tsx';
import { useForm } from './state/use-form.ts';
import { showRunBelow } from './ending/sight.ts';
import { Timing } from './timing/Timing.tsx';
import { ToolDock } from './tools/ToolDock.tsx';
import './playground.css';
import './parts/parts.css';

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
	const [problems, setProblems] = useState<readonly Problem[]>([]);
	const { said, take } = useImport(session);
	const drop = useDrop((file) => void take(file));
	const root = useRef<HTMLDivElement>(null);
	const keyRef = useRef<HTMLInputElement>(null);
	const responseRef = useRef<HTMLElement>(null);
	const toldRef = useRef<HTMLSpanElement>(null);
	const form = useForm(preset, keyRef);
	const { settings, display } = form;
	const actions = useKeys(root, display.singleKeys);

	// Leaving the page's view by client-side means would leave a request running.
	useEffect(() => () => session.stop(), [session]);

	const change = (part: Partial<Settings>) => {
		setProblems([]);
		form.change(part);
	};

	const readRequest = async (wanted: Settings) => {
		const { request, problems: found = [] } = readSettings(wanted, keyRef.current?.value ?? '');
		const all = [...found, ...(await readFault(wanted))];
		setProblems(all);
		return all.length === 0 ? request : undefined;
	};

	const run = async (wanted: Settings) => {
		selection.select(undefined, 'frames');
		toldRef.current?.replaceChildren();
		const request = await readRequest(wanted);
		if (!request) return;
		showRunBelow(root.current!);
		void session.run(wanted, async () => (await loadEngine()).makeRun(wanted.sendTo, request));
	};

	const { snapshot, isRunning, runId, tape } = view;
	// More is to come: from the server, or from the tape.
	const isOpen = isRunning || (tape !== undefined && !tape.isAtEnd);
	// The recorded run that stands in, until it is touched.
	const isSample = view.shown === 'sample' && tape!.isAtEnd && !tape!.isPlaying;

	useTextLinks(responseRef, toldRef, selection, { snapshot, isRunning });

	return (
		<ActionsContext value={actions}>
			<div
				ref={root}
				className="pg not-content"
				data-variant={variant}
				data-sample={isSample || undefined}
				data-running={isRunning || undefined}
				{...drop}
			>
				{form.opened && <LinkNotice opened={form.opened} onDismiss={form.dismiss} />}
				<RequestForm
					settings={settings}
					onChange={change}
					keyRef={keyRef}
					problems={problems}
					isRunning={isRunning}
					onRun={(wanted) => void run(wanted)}
					onStop={session.stop}
					onNear={prefetch}
				/>
				<Foot
					{...{ settings, display, keyRef, selection }}
					onDisplay={form.show}
					onForget={form.forget}
					frameCount={snapshot?.frames.length ?? 0}
				/>
				<Timing session={session} view={view} caption={captionOf(view)} />
				<ImportSaid said={said} />
				<Ending
					snapshot={isSample ? undefined : snapshot}
					isRunning={isRunning}
					failure={view.failure}
					selection={selection}
					idle={idleText(view, settings)}
					isRecut={view.recut !== undefined}
					limitMs={stallMs[view.settings?.sendTo ?? settings.sendTo]}
					toldRef={toldRef}
				/>
				<div className="pg-columns">
					<FramesPane {...{ snapshot, runId, selection }} isRunning={isOpen} />
					<section aria-label="Response" ref={responseRef}>
						<Response
							{...{ runId, snapshot, isRunning }}
							view={display.view}
							onView={(wanted) => form.show({ view: wanted })}
							smooth={display.smooth}
							onSmooth={(wanted) => form.show({ smooth: wanted })}
						/>
					</section>
				</div>
				<ToolDock
					{...{ session, view, snapshot, selection, settings }}
					onSettings={change}
					readRequest={() => readRequest(settings)}
					onRun={(part) => {
						if (part) change(part);
						void run({ ...settings, ...part });
					}}
				/>
			</div>
		</ActionsContext>
	);
}

/** What the line says that tells how a run ended, where none has. */
function idleText({ tape, shown }: SessionView, { sendTo }: Settings): string {
	if (tape?.isPlaying) return 'Replaying.';
	if (tape && !tape.isAtEnd) return 'A moment of this run. End on the scrubber shows all of it.';
	const press =
		sendTo === 'endpoint'
			? 'Press Run to send the request to your endpoint.'
			: 'Press Run. No key needed.';
	return shown === 'sample' ? `${press} What stands here is a recorded run.` : press;
}

/** Where the run on the screen comes from, unless the reader has just run it. */
function captionOf({ shown, title, recut }: SessionView): string {
	if (recut) return `Re-cut ${recut.way}: no network made these reads.`;
	if (shown === 'recording') return `Recorded: ${title}`;
	if (shown === 'import') return `Imported: ${title}.`;
	if (shown === 'kept') return `Kept: ${shorten(title)}.`;
	return '';
}
