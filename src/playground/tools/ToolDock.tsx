import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Boundary } from '../parts/index.ts';
import { saveRun, useForm, usePlayground, useSession } from '../state/index.ts';
import type { PanelProps, ToolProps } from './panel.ts';
import { tools } from './tools.ts';
import type { Tool } from './tools.ts';
import './dock.css';

export interface OpenTool {
	readonly id: string;
	/** How often a button that names what the tool does was pressed: each time it begins anew. */
	readonly starts: number;
}

interface Props extends Pick<ToolProps, 'onRun'> {
	/** A new object opens it, even if it is open. */
	open: OpenTool | undefined;
	onOpen: (tool: OpenTool | undefined) => void;
	/** What else is in the row of tools. */
	children: ReactNode;
}

/** A row of tool buttons at the edge of the frames, and the panel of the open one. */
export function ToolDock({ open, onOpen, onRun, children }: Props) {
	const [drafts] = useState(() => new Map<string, string>());
	const tool = tools.find(({ id }) => id === open?.id);
	const { dock, panel, close } = useFocusInside(open, () => onOpen(undefined));

	const onKeyDown = (event: KeyboardEvent) => {
		// These close something of their own, and in the editor Escape is for leaving it with Tab.
		const takesEscape = (event.target as Element).closest('select, input[list], .pg-editor');
		if (event.key !== 'Escape' || event.defaultPrevented || takesEscape) return;
		event.preventDefault();
		close();
	};

	return (
		<div className="pg-dock" ref={dock}>
			<div className="pg-edge">
				<div className="pg-tools" role="group" aria-label="Tools">
					{tools.map(({ id, name }) => (
						<button
							key={id}
							type="button"
							aria-expanded={id === open?.id}
							onClick={() => (id === open?.id ? close() : onOpen({ id, starts: 0 }))}
						>
							{name}
						</button>
					))}
				</div>
				{children}
			</div>
			{open && tool && (
				<section
					className="pg-panel"
					aria-label={tool.name}
					ref={panel}
					tabIndex={-1}
					onKeyDown={onKeyDown}
				>
					<h2 className="sr-only">{tool.name}</h2>
					<OpenPanel
						key={`${tool.id} ${open.starts}`}
						tool={tool}
						starts={open.starts > 0}
						{...{ onRun, drafts }}
					/>
				</section>
			)}
		</div>
	);
}

/** Moves the focus into a panel that opens, in sight, and back to where it was when the panel closes. */
function useFocusInside(open: OpenTool | undefined, onClose: () => void) {
	const dock = useRef<HTMLDivElement>(null);
	const panel = useRef<HTMLElement>(null);
	const opener = useRef<Element>(null);

	useEffect(() => {
		if (!open || !dock.current) return;
		opener.current = document.activeElement;
		panel.current?.focus({ preventScroll: true });
		// The panel is still loading, and needs room below.
		const { top } = dock.current.getBoundingClientRect();
		if (top < 0 || top > innerHeight / 2) dock.current.scrollIntoView({ block: 'start' });
	}, [open]);

	const close = () => {
		if (opener.current instanceof HTMLElement) opener.current.focus();
		onClose();
	};
	return { dock, panel, close };
}

type OpenPanelProps = Pick<PanelProps, 'onRun' | 'drafts' | 'starts'> & { tool: Tool };

/** A component of its own, so that only an open panel rerenders with the run and the form. */
function OpenPanel({ tool: { name, Panel }, ...props }: OpenPanelProps) {
	const { form, session, selection } = usePlayground();
	const view = useSession((state) => state);
	const settings = useForm((state) => state.settings);
	const whole = view.whole ?? view.snapshot;
	return (
		<Boundary
			what={`“${name}”`}
			resetKey={`${name} ${view.runId}`}
			onSave={whole && (() => saveRun(whole))}
		>
			<Panel
				{...{ session, view, selection, settings, ...props }}
				snapshot={view.snapshot}
				onSettings={form.change}
				readRequest={form.readRequest}
			/>
		</Boundary>
	);
}
