/**
 * The playground: a thin view over its state. Left the wire, right the text, above both the pulse.
 * Drawn on the server with a real recording in quieter ink, so that it says what it is before any
 * script has come.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Ending, showFrames, showRunBelow } from './ending/index.ts';
import { RequestForm } from './form/index.ts';
import { FramesPane, nameOfFrame } from './frames/index.ts';
import { ActionsContext, Foot, useKeys } from './keys/index.ts';
import { loadEngine } from './lazy.ts';
import { useTextLinks, Response } from './response/index.ts';
import { Boundary, useAwake, useKeptFocus } from './parts/index.ts';
import { LinkNotice, useRunLink } from './share/index.ts';
import {
	createPlayground,
	PlaygroundContext,
	useForm,
	useSession,
	sample,
	saveShown,
	isSample,
} from './state/index.ts';
import type { PlaygroundState, Opening, Settings } from './state/index.ts';
import { Timing } from './timing/index.ts';
import { ImportStatus, useDrop, useImport } from './tools/files/index.ts';
import { ToolDock } from './tools/index.ts';
import type { OpenTool } from './tools/index.ts';
import './playground.css';
import './parts/parts.css';
import './parts/controls.css';
import './print.css';

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
	const [playground] = useState(() => createPlayground(preset, opening));
	return (
		<PlaygroundContext value={playground}>
			<Boundary
				what="the playground"
				resetKey={undefined}
				onSave={() => saveShown(playground.session)}
			>
				<Parts variant={variant} {...playground} />
			</Boundary>
		</PlaygroundContext>
	);
}

function Parts({ variant, form, session, selection }: PlaygroundState & Pick<Props, 'variant'>) {
	const { status, importFrom } = useImport(session);
	const [tool, setTool] = useState<OpenTool>();
	/** Opens a tool that does its work at once, anew with each press. */
	const start = (id: string) => setTool((was) => ({ id, starts: (was?.starts ?? 0) + 1 }));
	const drop = useDrop((file) => void importFrom(file));
	const root = useRef<HTMLDivElement>(null);
	const responseRef = useRef<HTMLElement>(null);
	const announcementRef = useRef<HTMLSpanElement>(null);
	const actions = useKeys(
		root,
		useForm(({ display }) => display.singleKeys)
	);

	// The server drew the defaults. Before what was typed until now is typed again.
	useLayoutEffect(() => form.restore(), [form]);
	useRunLink();
	// Leaving the page's view by client-side means would leave a request running.
	useEffect(() => () => session.stop(), [session]);

	const run = async () => {
		selection.select(undefined, 'frames');
		announcementRef.current?.replaceChildren();
		const request = await form.readRequest();
		if (!request || !root.current) return;
		showRunBelow(root.current);
		const { settings } = form.getState();
		void session.run(settings, async () => (await loadEngine()).makeRun(settings.sendTo, request));
	};

	const say = (frameIndex: number) => {
		const { frames, meanings } = session.getState().snapshot ?? {};
		const frame = frames?.[frameIndex];
		if (frame) announcementRef.current?.replaceChildren(nameOfFrame(frame, meanings?.[frameIndex]));
	};

	useEffect(
		() => selection.subscribe((selected) => showFrames(root.current, selected)),
		[selection]
	);
	useTextLinks(responseRef, announcementRef, { session, selection });
	useKeptFocus(root);
	// The last effect: by then all of the playground listens.
	useAwake(root);

	return (
		<ActionsContext value={actions}>
			<div
				ref={root}
				className="pg not-content"
				data-variant={variant}
				data-sample={useSession(isSample) || undefined}
				data-running={useSession((view) => view.isRunning) || undefined}
				{...drop}
			>
				<LinkNotice />
				<RequestForm onRun={() => void run()} onCheck={() => start('check')} />
				<Timing />
				<ImportStatus status={status} />
				<Ending announcementRef={announcementRef} onCompare={() => start('clients')} />
				<ToolDock
					open={tool}
					onOpen={setTool}
					onRun={(part) => {
						if (part) form.change(part);
						void run();
					}}
				>
					<Foot onStep={say} />
				</ToolDock>
				<div className="pg-columns">
					<FramesPane />
					<section aria-label="Response" ref={responseRef}>
						<Response />
					</section>
				</div>
			</div>
		</ActionsContext>
	);
}
