import { useState } from 'react';
import { Boundary } from '../parts/index.ts';
import { saveRun, useForm, usePlayground, useSession } from '../state/index.ts';
import type { PanelProps, ToolProps } from './panel.ts';
import { tools } from './tools.ts';
import type { Tool } from './tools.ts';
import './dock.css';

/** Which tool is open, and how often the form has started it. */
export interface Dock {
	readonly openId: string | undefined;
	readonly starts: number;
}

interface Props extends Pick<ToolProps, 'onRun'> {
	dock: Dock;
	onOpen: (id: string | undefined) => void;
}

/** A row of tool buttons, and the panel of the open one. */
export function ToolDock({ onRun, dock: { openId, starts }, onOpen }: Props) {
	const [drafts] = useState(() => new Map<string, string>());
	const open = tools.find(({ id }) => id === openId);

	if (tools.length === 0) return null;
	return (
		<div className="pg-dock">
			<div className="pg-tools" role="group" aria-label="Tools">
				{tools.map((tool) => (
					<button
						key={tool.id}
						type="button"
						aria-expanded={tool.id === openId}
						onClick={() => onOpen(openId === tool.id ? undefined : tool.id)}
					>
						{tool.name}
					</button>
				))}
			</div>
			{open && (
				<section className="pg-panel" aria-label={open.name}>
					<OpenPanel tool={open} {...{ onRun, drafts, starts }} />
				</section>
			)}
		</div>
	);
}

type OpenPanelProps = Pick<PanelProps, 'onRun' | 'drafts' | 'starts'> & { tool: Tool };

/** A component of its own, so that only an open panel rerenders with the run and the form. */
function OpenPanel({ tool: { name, Panel }, onRun, drafts, starts }: OpenPanelProps) {
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
				{...{ session, view, selection, settings, onRun, drafts, starts }}
				snapshot={view.snapshot}
				onSettings={form.change}
				readRequest={form.readRequest}
			/>
		</Boundary>
	);
}
