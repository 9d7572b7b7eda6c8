import { useMemo, useState } from 'react';
import source from '../../../examples/browser/stream-chat.js?raw';
import { snapshotOf } from '../../../run/index.ts';
import type { Snapshot } from '../../../run/index.ts';
import { needsAll } from '../../format.ts';
import { late } from '../../late.ts';
import { latePart, Switch } from '../../parts/index.ts';
import { recut } from '../index.ts';
import type { PanelProps } from '../index.ts';
import { ClientTable } from './ClientTable.tsx';
import { createYours } from './clients.ts';
import type { EditorHandle } from './editor.ts';

const loadYours = late('The editor', () => import('./Yours.tsx'));
const Yours = latePart(
	async () => (await loadYours()).Yours,
	() => <p className="pg-nothing">Loading the editor …</p>
);

const READS = [
	{ value: 'same', name: 'As they came' },
	{ value: 'byte', name: 'One byte each' },
] as const;

type Reads = (typeof READS)[number]['value'];

/** Runs each client over the run's bytes, and compares its text with that of the frames. */
export function ClientsPanel({ view, snapshot, selection, drafts, starts }: PanelProps) {
	// `undefined` until the reader has chosen, and from then on each choice runs them all.
	const [chosen, setReads] = useState<Reads>();
	const reads = chosen ?? 'same';
	const read = useMemo(() => inReads(snapshot, reads), [snapshot, reads]);

	// The reader's code, kept in memory only, while the page is open.
	const [code, setCode] = useState(() => drafts.get('yours') ?? source);
	const [isEditing, setIsEditing] = useState(code !== source);
	const [editor, setEditor] = useState<EditorHandle>();

	const change = (text: string) => {
		drafts.set('yours', text);
		setCode(text);
	};

	if (snapshot?.letGo) return <p className="pg-nothing">{needsAll('Other clients')}</p>;
	return (
		<div className="pg-clients">
			<p className="pg-hint">
				The code that turns bytes into text. Each runs over the bytes of the run above; its text is
				compared with the text in the frames.
			</p>
			<ClientTable
				key={`${view.runId} ${reads}`}
				snapshot={read}
				selection={selection}
				starts={starts || chosen !== undefined}
				bar={<Switch label="Reads" options={READS} value={reads} onChange={setReads} />}
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

/** The run as it would be if each byte had come in a read of its own: the worst that a network may do. */
function inReads(snapshot: Snapshot | undefined, reads: Reads): Snapshot | undefined {
	if (reads === 'same' || snapshot?.outcome === undefined) return snapshot;
	return snapshotOf(recut(snapshot.recording, { by: 'byte' }));
}
