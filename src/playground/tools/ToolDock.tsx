import { useState } from 'react';
import type { ComponentType } from 'react';
import { Boundary } from '../parts/index.ts';
import { saveRun } from './files/index.ts';
import { useForm, usePlayground, useSession } from '../state/index.ts';
import type { PanelProps, ToolProps } from './panel.ts';
import { tools } from './tools.ts';
import type { Tool } from './tools.ts';
import './dock.css';

type Panel = ComponentType<PanelProps>;

/** A row of tool buttons, and the panel of the open one. */
export function ToolDock({ onRun }: Pick<ToolProps, 'onRun'>) {
	const [openId, setOpenId] = useState<string>();
	const [panels, setPanels] = useState<Readonly<Record<string, Panel>>>({});
	const [drafts] = useState(() => new Map<string, string>());
	const [failure, setFailure] = useState<string>();
	const open = tools.find(({ id }) => id === openId);
	const panel = open && panels[open.id];

	const toggle = (tool: Tool) => {
		setFailure(undefined);
		setOpenId(openId === tool.id ? undefined : tool.id);
		if (panels[tool.id]) return;
		tool.load().then(
			(loaded) => setPanels((was) => ({ ...was, [tool.id]: loaded })),
			() => setFailure(`“${tool.name}” could not be loaded. Is the network there?`)
		);
	};

	if (tools.length === 0) return null;
	return (
		<div className="pg-dock">
			<div className="pg-tools" role="group" aria-label="Tools">
				{tools.map((tool) => (
					<button
						key={tool.id}
						type="button"
						aria-expanded={tool.id === openId}
						onClick={() => toggle(tool)}
					>
						{tool.name}
					</button>
				))}
			</div>
			{open && (
				<section className="pg-panel" aria-label={open.name}>
					{panel ? (
						<OpenPanel name={open.name} {...{ panel, onRun, drafts }} />
					) : (
						<p className="pg-nothing">{failure ?? 'Loading …'}</p>
					)}
				</section>
			)}
		</div>
	);
}

type OpenPanelProps = Pick<PanelProps, 'onRun' | 'drafts'> & { name: string; panel: Panel };

/** A component of its own, so that only an open panel rerenders with the run and the form. */
function OpenPanel({ name, panel: PanelOfTool, onRun, drafts }: OpenPanelProps) {
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
			<PanelOfTool
				{...{ session, view, selection, settings, onRun, drafts }}
				snapshot={view.snapshot}
				onSettings={form.change}
				readRequest={form.readRequest}
			/>
		</Boundary>
	);
}
