import { useState } from 'react';
import source from '../../../examples/browser/stream-chat.js?raw';
import { late } from '../../late.ts';
import { latePart } from '../../parts/index.ts';
import type { PanelProps } from '../index.ts';
import { ClientTable } from './ClientTable.tsx';
import { createYours } from './clients.ts';
import type { EditorHandle } from './editor.ts';

const loadYours = late('The editor', () => import('./Yours.tsx'));
const Yours = latePart(
	async () => (await loadYours()).Yours,
	() => <p className="pg-nothing">Loading the editor …</p>
);

/** Runs each client over the run's bytes, and compares its text with that of the frames. */
export function ClientsPanel({ view, snapshot, selection, drafts }: PanelProps) {
	// The reader's code, kept in memory only, while the page is open.
	const [code, setCode] = useState(() => drafts.get('yours') ?? source);
	const [isEditing, setIsEditing] = useState(code !== source);
	const [editor, setEditor] = useState<EditorHandle>();

	const change = (text: string) => {
		drafts.set('yours', text);
		setCode(text);
	};

	return (
		<div className="pg-clients">
			<p className="pg-hint">
				The code that turns bytes into text. Each runs over the bytes of the run above, in the same
				reads; its text is compared with the text in the frames.
			</p>
			<ClientTable
				key={view.runId}
				snapshot={snapshot}
				selection={selection}
				yours={createYours(code, code !== source)}
				onLine={(line) => {
					setIsEditing(true);
					editor?.goTo(line);
				}}
			/>
			<details
				open={isEditing}
				onToggle={({ currentTarget }) => setIsEditing(currentTarget.open)}
				className="pg-yours"
			>
				<summary>Edit yours</summary>
				{isEditing && <Yours code={code} printed={source} onChange={change} onReady={setEditor} />}
			</details>
		</div>
	);
}
